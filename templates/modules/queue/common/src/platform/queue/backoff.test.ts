import { describe, expect, it, vi } from 'vitest';
import { backoffDelay } from './backoff.js';

const policy = { limit: 10, baseMs: 1_000, maxMs: 5_000 };

describe('the delay before a retry', () => {
  it('doubles with each failure up to its limit', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.9999);
    const longest = [1, 2, 3, 4, 50].map((failures) => backoffDelay(failures, policy));
    expect(longest).toEqual([999, 1_999, 3_999, 4_999, 4_999]);
  });

  it('is anything from zero on, so that jobs which failed together spread', () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0);
    expect(backoffDelay(3, policy)).toBe(0);
    const delays = Array.from({ length: 1_000 }, () => backoffDelay(3, policy));
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(mean).toBeGreaterThan(1_700);
    expect(mean).toBeLessThan(2_300);
  });
});
