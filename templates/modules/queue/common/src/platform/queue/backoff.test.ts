import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff.js';

const policy = { limit: 10, baseMs: 1_000, maxMs: 5_000 };

describe('the delay before a retry', () => {
  it('doubles with each failure up to its limit', () => {
    const longest = [1, 2, 3, 4, 50].map((failures) =>
      backoffDelay(failures, policy, () => 0.9999),
    );
    expect(longest).toEqual([999, 1_999, 3_999, 4_999, 4_999]);
  });

  it('is anything from zero on, so that jobs which failed together spread', () => {
    expect(backoffDelay(3, policy, () => 0)).toBe(0);
    const delays = Array.from({ length: 1_000 }, () => backoffDelay(3, policy));
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(mean).toBeGreaterThan(1_700);
    expect(mean).toBeLessThan(2_300);
  });
});
