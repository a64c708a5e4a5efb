import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStoreUnderTest, type StoreUnderTest } from '../../../test/cache-store.js';
//{{#unless cache.memory}}
import { logger } from '../logging/logger.js';
//{{/unless}}
import { type Cache, createCache } from './cache.js';

const limits = { ttlSeconds: 60, maxValueBytes: 1024 * 1024 };

let under: StoreUnderTest;
let cache: Cache;
//{{#if cache.memory}}
/** The same cache: its memory is one process's own. */
//{{else}}
/** The same store, as another process sees it. */
//{{/if}}
let other: Cache;

beforeAll(async () => {
  under = await openStoreUnderTest();
  cache = createCache(under.open(), limits);
  //{{#if cache.memory}}
  other = cache;
  //{{else}}
  other = createCache(under.open(), limits);
  //{{/if}}
});
afterAll(() => under.close());

describe('what the store keeps', () => {
  it('is there for all, until its time is over', async () => {
    await cache.set('short', 'lived', { ttlSeconds: 2 });
    await cache.increment('calls', 2, { ttlSeconds: 2 });
    await cache.set('long', 'lived');
    expect(await other.get('short')).toBe('lived');
    await sleep(500);
    expect(await other.increment('calls', 3, { ttlSeconds: 60 })).toBe(5);
    await sleep(2600);
    expect(await other.get('short')).toBeUndefined();
    expect(await other.get('long')).toBe('lived');
    // The time limit is that of the first increment.
    expect(await cache.increment('calls')).toBe(1);
  });

  it.each([
    '',
    'a key\r\n*$3:{ü}\u0000"@%',
    '../../../etc/passwd',
    '🍵\ud800',
    'long '.repeat(1000),
  ])('has any characters in its keys and tags: %j', async (key) => {
    await cache.set(key, key, { tags: [key] });
    expect(await other.get(key)).toBe(key);
    await other.deleteByTag(key);
    expect(await cache.get(key)).toBeUndefined();
  });

  it('may be a megabyte', async () => {
    const large = 'ü'.repeat(limits.maxValueBytes / 2 - 1);
    expect(await cache.getOrSet('large', { tags: ['large'] }, async () => large)).toBe(large);
    expect((await other.get<string>('large')) === large).toBe(true);
    expect((await cache.get<string>('large')) === large).toBe(true);
    await other.set('large', 'small');
    expect(await cache.get('large')).toBe('small');
  });
});

describe('a bust', () => {
  it('reaches all that has the tag or the key, and nothing else', async () => {
    await cache.set('p1', 1, { tags: ['products'] });
    await cache.set('p2', 2, { tags: ['products', 'prices'] });
    await cache.set('o1', 3, { tags: ['orders'] });
    expect(await other.get('p1')).toBe(1);
    await other.deleteByTag('products');
    const left = await Promise.all(['p1', 'p2', 'o1'].map((key) => cache.get(key)));
    expect(left).toEqual([undefined, undefined, 3]);
    await other.delete('o1');
    expect(await cache.get('o1')).toBeUndefined();
  });

  it('leaves no stale read to readers and writers in two processes', async () => {
    let source = 0;
    let acknowledged = 0;
    let stale = 0;
    let reads = 0;
    const end = Date.now() + 1000;
    const isOver = () => Date.now() > end && reads > 50;
    const load = async () => {
      const value = source;
      await sleep(Math.random() * 6);
      return { value, padding: 'x'.repeat(20_000) };
    };
    async function reader(of: Cache): Promise<void> {
      while (!isOver()) {
        const atLeast = acknowledged;
        const { value } = await of.getOrSet('counter', { tags: ['counter'] }, load);
        if (value < atLeast) stale += 1;
        reads += 1;
        await sleep(0);
      }
    }
    async function writer(of: Cache): Promise<void> {
      while (!isOver()) {
        source += 1;
        const written = source;
        await of.deleteByTag('counter');
        acknowledged = Math.max(acknowledged, written);
        await sleep(Math.random() * 10);
      }
    }
    const readers = Array.from({ length: 10 }, () => [reader(cache), reader(other)]);
    await Promise.all([...readers.flat(), writer(cache), writer(other)]);
    expect(stale).toBe(0);
  });
});

describe('a counter', () => {
  it('counts each call once, from two processes at the same time', async () => {
    const calls = Array.from({ length: 20 }, (_value, index) =>
      (index % 2 === 0 ? cache : other).increment('hits'),
    );
    const sums = (await Promise.all(calls)).map(Number).sort((a, b) => a - b);
    expect(sums).toEqual(Array.from({ length: 20 }, (_value, index) => index + 1));
    expect(await cache.get('hits')).toBe(20);
  });

  it('goes on from a number that was set, up and down, and refuses what is none', async () => {
    await cache.set('count', 5);
    expect(await other.increment('count', 3)).toBe(8);
    expect(await other.increment('count', -2)).toBe(6);
    await cache.set('word', 'five');
    await expect(cache.increment('word')).rejects.toThrow('not a whole number');
  });
});

describe('a stampede', () => {
  it('of fifty callers in two processes makes one load', async () => {
    const load = vi.fn(async () => {
      await sleep(50);
      return { loaded: true };
    });
    const callers = Array.from({ length: 50 }, (_value, index) =>
      (index % 2 === 0 ? cache : other).getOrSet('hot', { tags: ['hot'] }, load),
    );
    for (const value of await Promise.all(callers)) expect(value).toEqual({ loaded: true });
    expect(load).toHaveBeenCalledTimes(1);
  });
});

describe('the store', () => {
  it('says that it is in reach', async () => {
    await expect(under.open().ping()).resolves.toBeUndefined();
  });
});
//{{#unless cache.memory}}

describe('an outage', () => {
  it('is logged once, lets the source answer, and loses no bust', async () => {
    const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    const info = vi.spyOn(logger, 'info').mockReturnValue(undefined);
    const options = { tags: ['outage'] };
    expect(await cache.getOrSet('price', options, async () => 1)).toBe(1);
    await under.beginOutage();
    const started = Date.now();
    for (let request = 0; request < 100; request += 1) {
      expect(await cache.getOrSet('key', options, async () => 'source')).toBe('source');
    }
    expect(Date.now() - started).toBeLessThan(4000);
    await cache.set('key', 'not kept', options);
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.increment('key')).toBeUndefined();
    await cache.deleteByTag('outage');
    expect(warn).toHaveBeenCalledTimes(1);
    await expect(under.open().ping()).rejects.toThrow();

    await under.endOutage();
    await vi.waitFor(
      async () => {
        await cache.set('back', true);
        expect(await cache.get('back')).toBe(true);
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(await other.getOrSet('price', options, async () => 2)).toBe(2);
    expect(info).toHaveBeenCalledTimes(1);
  });
});
//{{/unless}}
