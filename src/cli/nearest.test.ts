import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.js';

describe('the nearest word', () => {
  it('counts letters that are changed, added, left out or swapped', () => {
    expect(editDistance('queue', 'queue')).toBe(0);
    expect(editDistance('quue', 'queue')).toBe(1);
    expect(editDistance('queeue', 'queue')).toBe(1);
    expect(editDistance('qeueu', 'queue')).toBe(2);
    expect(editDistance('cahce', 'cache')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is what was probably meant', () => {
    const words = ['queue', 'cache', 'cache-busting', 'monitoring'];
    expect(nearest('quue', words)).toBe('queue');
    expect(nearest('CACHE', words)).toBe('cache');
    expect(nearest('monitor', words)).toBe('monitoring');
  });

  it('is nothing when nothing is near', () => {
    expect(nearest('kubernetes', ['queue', 'cache'])).toBeUndefined();
    expect(nearest('queue', [])).toBeUndefined();
  });
});
