import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import { createCache } from './cache.js';

const limits = { ttlSeconds: 60, maxValueBytes: 1024 * 1024 };

/** A while of random length, so that operations interleave. */
const jumpy = () => Math.random() * 4;

/** A load that reads its source when it begins, and answers when it is released. */
function heldLoad<T>(read: () => T) {
  let begin = () => {};
  let release = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const load = async (): Promise<T> => {
    const value = read();
    begin();
    await released;
    return value;
  };
  return { load, begun, release: () => release() };
}

describe('what is kept', () => {
  const { store, texts } = mapStore();
  const cache = createCache(store, limits);

  it('gives back what was set, and undefined for what was not', async () => {
    await cache.set('tea', { price: '9.50' });
    expect(await cache.get('tea')).toEqual({ price: '9.50' });
    expect(await cache.get('coffee')).toBeUndefined();
  });

  it('tells null from nothing', async () => {
    await cache.set('null', null);
    expect(await cache.get('null')).toBeNull();
  });

  it('takes keys and tags with any characters', async () => {
    const key = 'a key\r\n*$3:{ü}\u0000"@';
    await cache.set(key, 'value', { tags: [key, '__proto__'] });
    expect(await cache.get(key)).toBe('value');
    await cache.deleteByTag('__proto__');
    expect(await cache.get(key)).toBeUndefined();
  });

  it('keeps values up to the limit, and answers larger ones without keeping them', async () => {
    const most = 'x'.repeat(limits.maxValueBytes - 2);
    expect(await cache.getOrSet('most', {}, async () => most)).toBe(most);
    expect(await cache.get('most')).toBe(most);
    expect(await cache.getOrSet('more', {}, async () => `${most}x`)).toBe(`${most}x`);
    expect(await cache.get('more')).toBeUndefined();
  });

  it('forgets the old value when the new one is too large', async () => {
    await cache.set('grown', 'small');
    await cache.set('grown', 'x'.repeat(limits.maxValueBytes));
    expect(await cache.get('grown')).toBeUndefined();
  });

  it('keeps neither undefined nor what has no time to live', async () => {
    expect(await cache.getOrSet('none', {}, async () => undefined)).toBeUndefined();
    expect(await cache.getOrSet('none', { ttlSeconds: 0 }, async () => 1)).toBe(1);
    expect(await cache.get('none')).toBeUndefined();
  });

  it('keeps nothing of a load that fails, and tells everybody who waited', async () => {
    const load = vi.fn(async () => {
      await sleep(5);
      throw new Error('no database');
    });
    const waiting = [1, 2, 3].map(() => cache.getOrSet('broken', {}, load));
    for (const result of await Promise.allSettled(waiting)) expect(result.status).toBe('rejected');
    expect(load).toHaveBeenCalledTimes(1);
    expect(await cache.getOrSet('broken', {}, async () => 'back')).toBe('back');
  });

  it('busts everything with the tag and nothing else', async () => {
    await cache.set('p1', 1, { tags: ['products'] });
    await cache.set('p2', 2, { tags: ['products', 'prices'] });
    await cache.set('o1', 3, { tags: ['orders'] });
    await cache.deleteByTag('products');
    expect(await Promise.all(['p1', 'p2', 'o1'].map((key) => cache.get(key)))).toEqual([
      undefined,
      undefined,
      3,
    ]);
  });

  it('busts what depends on a tag whose version the store lost', async () => {
    await cache.getOrSet('lost', { tags: ['lost'] }, async () => 'old');
    texts.delete('t:lost');
    expect(await cache.getOrSet('lost', { tags: ['lost'] }, async () => 'new')).toBe('new');
  });

  it('does not take a value for a caller that names another tag', async () => {
    await cache.getOrSet('tags', { tags: ['a'] }, async () => 'of a');
    expect(await cache.getOrSet('tags', { tags: ['a', 'b'] }, async () => 'of both')).toBe(
      'of both',
    );
  });

  it('deletes one key', async () => {
    await cache.set('gone', 1);
    await cache.delete('gone');
    expect(await cache.get('gone')).toBeUndefined();
  });
});

describe('a stampede', () => {
  it('loads once for fifty callers that miss at the same time', async () => {
    const cache = createCache(mapStore().store, limits);
    const load = vi.fn(async () => {
      await sleep(10);
      return { loaded: true };
    });
    const callers = Array.from({ length: 50 }, () =>
      cache.getOrSet('hot', { tags: ['hot'] }, load),
    );
    for (const value of await Promise.all(callers)) expect(value).toEqual({ loaded: true });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('does not make a caller wait for a load from before a bust', async () => {
    const cache = createCache(mapStore().store, limits);
    let price = 1;
    const held = heldLoad(() => price);
    const early = cache.getOrSet('price', { tags: ['products'] }, held.load);
    await held.begun;
    price = 2;
    await cache.deleteByTag('products');
    const load = async () => price;
    expect(await cache.getOrSet('price', { tags: ['products'] }, load)).toBe(2);
    held.release();
    expect(await early).toBe(1);
    expect(await cache.getOrSet('price', { tags: ['products'] }, load)).toBe(2);
  });
});

describe('a load from before a write never comes back', () => {
  const writes = {
    deleteByTag: (cache: ReturnType<typeof createCache>) => cache.deleteByTag('products'),
    delete: (cache: ReturnType<typeof createCache>) => cache.delete('price'),
    set: (cache: ReturnType<typeof createCache>) => cache.set('price', 2),
  };

  it.each(Object.entries(writes))('after %s', async (_name, bust) => {
    const cache = createCache(mapStore().store, limits);
    const options = { tags: ['products'] };
    const held = heldLoad(() => 1);
    const early = cache.getOrSet('price', options, held.load);
    await held.begun;
    await bust(cache);
    held.release();
    await early;
    expect(await cache.getOrSet('price', options, async () => 2)).toBe(2);
    expect(await cache.get('price')).toBe(2);
  });

  it('with concurrent readers and writers', async () => {
    const cache = createCache(mapStore(jumpy).store, limits);
    let source = 0;
    let acknowledged = 0;
    let stale = 0;
    let reads = 0;
    const end = Date.now() + 600;
    const isOver = () => Date.now() > end && reads > 100;
    const load = async () => {
      const value = source;
      await sleep(Math.random() * 6);
      return value;
    };
    async function reader(): Promise<void> {
      while (!isOver()) {
        const atLeast = acknowledged;
        const value = await cache.getOrSet('counter', { tags: ['counter'] }, load);
        if (value < atLeast) stale += 1;
        reads += 1;
      }
    }
    async function writer(): Promise<void> {
      while (!isOver()) {
        source += 1;
        const written = source;
        await cache.deleteByTag('counter');
        acknowledged = Math.max(acknowledged, written);
        await sleep(Math.random() * 10);
      }
    }
    await Promise.all([...Array.from({ length: 20 }, reader), writer(), writer(), writer()]);
    expect(stale).toBe(0);
  });
});

describe('a store out of reach', () => {
  it('lets the source answer', async () => {
    const { store, goAway } = mapStore();
    const cache = createCache(store, limits);
    await cache.set('key', 'kept', { tags: ['tag'] });
    goAway();
    expect(await cache.get('key')).toBeUndefined();
    expect(await cache.getOrSet('key', { tags: ['tag'] }, async () => 'source')).toBe('source');
    expect(await cache.increment('count')).toBeUndefined();
    await cache.set('key', 'other', { tags: ['tag'] });
  });

  it('lets the source answer when it goes away between two questions', async () => {
    const { store, goAway } = mapStore();
    const cache = createCache(store, limits);
    await cache.set('key', 'kept', { tags: ['tag'] });
    const read = store.read.bind(store);
    store.read = async (keys) => {
      const texts = await read(keys);
      goAway();
      return texts;
    };
    expect(await cache.getOrSet('new', { tags: ['tag 2'] }, async () => 'source')).toBe('source');
  });
});
