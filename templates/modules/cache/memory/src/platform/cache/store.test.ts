import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from './cache.js';
import { createStore } from './store.js';

describe('the store in memory', () => {
  const store = createStore(1000);
  const cache = createCache(store, { ttlSeconds: 60, maxValueBytes: 1000 });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps a value until its time is over', async () => {
    await cache.set('short', 'lived', { ttlSeconds: 10 });
    vi.advanceTimersByTime(9_999);
    expect(await cache.get('short')).toBe('lived');
    vi.advanceTimersByTime(2);
    expect(await cache.get('short')).toBeUndefined();
  });

  it('drops the least recently used when it is full', async () => {
    await cache.set('a', 'x'.repeat(600));
    await cache.set('b', 'x'.repeat(600));
    expect(await cache.get('a')).toBeUndefined();
    expect(await cache.get('b')).toBe('x'.repeat(600));
  });

  it('keeps what has the same tag', async () => {
    await cache.set('first', 1, { tags: ['shared'] });
    await cache.set('second', 2, { tags: ['shared'] });
    expect(await cache.get('first')).toBe(1);
  });

  it('busts by tag and by key', async () => {
    await cache.getOrSet('list', { tags: ['products'] }, async () => 1);
    await cache.deleteByTag('products');
    expect(await cache.get('list')).toBeUndefined();
    await cache.set('one', 1);
    await cache.delete('one');
    expect(await cache.get('one')).toBeUndefined();
  });

  it('counts, under the time limit of the first increment', async () => {
    expect(await cache.increment('calls', 2, { ttlSeconds: 10 })).toBe(2);
    vi.advanceTimersByTime(6_000);
    expect(await cache.increment('calls', 3, { ttlSeconds: 10 })).toBe(5);
    expect(await cache.get('calls')).toBe(5);
    vi.advanceTimersByTime(6_000);
    expect(await cache.increment('calls')).toBe(1);
  });

  it('counts on from a number that was set, and refuses what is none', async () => {
    await cache.set('count', 5);
    expect(await cache.increment('count')).toBe(6);
    await cache.set('word', 'five');
    await expect(cache.increment('word')).rejects.toThrow('not a whole number');
  });

  it('is always in reach', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });
});
