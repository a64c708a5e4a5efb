import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../logging/logger.js';
import { createCache } from './cache.js';
import { createStore, type RedisCommands } from './store.js';

/** The few commands of Redis that the store uses, with a switch for an outage. */
class FakeRedis implements RedisCommands {
  reachable = true;
  readonly commands: string[] = [];
  private readonly texts = new Map<string, { text: string; until: number }>();

  private async answer<T>(command: string, run: () => T): Promise<T> {
    this.commands.push(command);
    await sleep(0);
    if (!this.reachable) throw new Error('Connection is closed.');
    return run();
  }

  private read(key: string): string | null {
    const found = this.texts.get(key);
    return found !== undefined && found.until > Date.now() ? found.text : null;
  }

  mget(keys: string[]) {
    return this.answer('mget', () => keys.map((key) => this.read(key)));
  }

  set(key: string, text: string, _px: 'PX', ms: number, nx?: 'NX') {
    return this.answer('set', () => {
      if (nx === undefined || this.read(key) === null) {
        this.texts.set(key, { text, until: Date.now() + ms });
      }
    });
  }

  del(key: string) {
    return this.answer('del', () => this.texts.delete(key));
  }

  eval(_script: string, _keys: number, ...[key, by, ms]: (string | number)[]) {
    return this.answer('eval', () => {
      const name = String(key);
      const sum = Number(this.read(name) ?? 0) + Number(by);
      if (Number.isNaN(sum)) throw new Error('ERR value is not an integer or out of range');
      const until = this.texts.get(name)?.until ?? Date.now() + Number(ms);
      this.texts.set(name, { text: String(sum), until });
      return sum;
    });
  }

  ping() {
    return this.answer('ping', () => 'PONG');
  }
}

const limits = { ttlSeconds: 60, maxValueBytes: 1024 };

function setUp() {
  const server = new FakeRedis();
  const store = createStore(() => server, 'test');
  return { server, store, cache: createCache(store, limits) };
}

describe('the store in Redis', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('keeps a value until its time is over', async () => {
    const { cache } = setUp();
    await cache.set('short', 'lived', { ttlSeconds: 10 });
    vi.advanceTimersByTime(9_999);
    expect(await cache.get('short')).toBe('lived');
    vi.advanceTimersByTime(2);
    expect(await cache.get('short')).toBeUndefined();
  });

  it('answers a hit with one command', async () => {
    const { cache, server } = setUp();
    const options = { tags: ['a', 'b'] };
    await cache.getOrSet('key', options, async () => 1);
    server.commands.length = 0;
    expect(await cache.getOrSet('key', options, async () => 2)).toBe(1);
    expect(server.commands).toEqual(['mget']);
  });

  it('keeps what has the same tag', async () => {
    const { cache } = setUp();
    await cache.set('first', 1, { tags: ['shared'] });
    await cache.set('second', 2, { tags: ['shared'] });
    expect(await cache.get('first')).toBe(1);
  });

  it('busts by tag and by key, for all processes', async () => {
    const { cache, server } = setUp();
    const other = createCache(
      createStore(() => server, 'test'),
      limits,
    );
    await cache.getOrSet('list', { tags: ['products'] }, async () => 1);
    expect(await other.get('list')).toBe(1);
    await other.deleteByTag('products');
    expect(await cache.get('list')).toBeUndefined();
    await cache.set('one', 1);
    await other.delete('one');
    expect(await cache.get('one')).toBeUndefined();
  });

  it('counts, and refuses what is no number', async () => {
    const { cache } = setUp();
    expect(await cache.increment('calls', 2)).toBe(2);
    expect(await cache.increment('calls')).toBe(3);
    expect(await cache.get('calls')).toBe(3);
    await cache.set('word', 'five');
    await expect(cache.increment('word')).rejects.toThrow('not an integer');
  });

  it('lets the source answer during an outage, and logs it once', async () => {
    const { cache, server } = setUp();
    const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    const info = vi.spyOn(logger, 'info').mockReturnValue(undefined);
    server.reachable = false;
    for (let request = 0; request < 20; request += 1) {
      expect(await cache.getOrSet('key', {}, async () => 'source')).toBe('source');
      vi.advanceTimersByTime(200);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(server.commands.length).toBeLessThan(6);
    server.reachable = true;
    vi.advanceTimersByTime(1000);
    expect(await cache.getOrSet('key', {}, async () => 'source again')).toBe('source again');
    expect(await cache.get('key')).toBe('source again');
    expect(info).toHaveBeenCalledTimes(1);
  });

  it('makes up for a bust during an outage before it reads again', async () => {
    const { cache, server } = setUp();
    vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    vi.spyOn(logger, 'info').mockReturnValue(undefined);
    await cache.getOrSet('price', { tags: ['products'] }, async () => 1);
    server.reachable = false;
    await cache.deleteByTag('products');
    server.reachable = true;
    vi.advanceTimersByTime(1000);
    expect(await cache.getOrSet('price', { tags: ['products'] }, async () => 2)).toBe(2);
  });

  it('makes up for it without a reader, too', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout'], now: 1_000_000 });
    const { cache, server } = setUp();
    vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    vi.spyOn(logger, 'info').mockReturnValue(undefined);
    await cache.getOrSet('price', { tags: ['products'] }, async () => 1);
    server.reachable = false;
    await cache.deleteByTag('products');
    server.reachable = true;
    await vi.advanceTimersByTimeAsync(1000);
    const other = createCache(
      createStore(() => server, 'test'),
      limits,
    );
    expect(await other.get('price')).toBeUndefined();
  });

  it('is ready only while Redis answers', async () => {
    const { server, store } = setUp();
    await expect(store.ping()).resolves.toBeUndefined();
    server.reachable = false;
    await expect(store.ping()).rejects.toThrow('closed');
  });
});
