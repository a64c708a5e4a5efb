import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startFakeMemcached } from '../../../test/fake-memcached.js';
import { logger } from '../logging/logger.js';
import { createCache } from './cache.js';
import { MemcachedConnection } from './connection.js';
import { createStore, disconnectCache } from './store.js';

const limits = { ttlSeconds: 60, maxValueBytes: 1024 * 1024 };
const hashed = (key: string) => createHash('sha256').update(key).digest('base64url');
const running: { stop(): Promise<void> }[] = [];

async function start(port?: number) {
  const server = await startFakeMemcached(port);
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

describe('a server that goes away', () => {
  it('takes no request along, and is used again when it is back', async () => {
    const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    vi.spyOn(logger, 'info').mockReturnValue(undefined);
    const server = await start();
    const connection = new MemcachedConnection([server.url]);
    const cache = createCache(createStore(connection, 'test'), limits);
    await cache.set('key', 1);
    running.length = 0;
    await server.stop();
    expect(await cache.getOrSet('key', {}, async () => 2)).toBe(2);
    expect(await cache.getOrSet('key', {}, async () => 3)).toBe(3);
    expect(warn).toHaveBeenCalledTimes(1);
    await start(server.port);
    await vi.waitFor(async () => expect(await cache.increment('back')).toBe(1), 5000);
    connection.close();
  });
});

describe('several servers', () => {
  it('share the keys, and all must answer', async () => {
    const servers = [await start(), await start()];
    const connection = new MemcachedConnection(servers.map(({ url }) => url));
    const store = createStore(connection, 'test');
    const keys = Array.from({ length: 20 }, (_value, index) => `key ${index}`);
    for (const key of keys) await store.write(key, key, 60);
    expect(await store.read(keys)).toEqual(keys);
    await expect(store.ping()).resolves.toBeUndefined();
    await running.pop()?.stop();
    await expect(store.ping()).rejects.toThrow();
    connection.close();
  });
});

describe('a value in parts', () => {
  it('is a miss when the server dropped one of them', async () => {
    const server = await start();
    const connection = new MemcachedConnection([server.url]);
    const store = createStore(connection, 'test');
    await store.write('large', 'x'.repeat(1_200_000), 60);
    const head = await connection.client().get(`test:${hashed('large')}`);
    const [id = ''] = String(head.value).slice(1).split(' ');
    await connection.client().delete(`test:${id}:1`);
    expect(await store.read(['large'])).toEqual([undefined]);
    connection.close();
  });
});

describe('what Memcached counts otherwise', () => {
  it('is refused or said', async () => {
    const server = await start();
    const connection = new MemcachedConnection([server.url]);
    const store = createStore(connection, 'test');
    await expect(store.increment('count', 2 ** 33, 60)).rejects.toThrow('not a whole number');
    expect(await store.increment('count', -5, 60)).toBe(0);
    await store.write('kept', 'for long', 60 * 24 * 3600);
    expect(await store.read(['kept'])).toEqual(['for long']);
    connection.close();
  });
});

it('closes the connections of the process', () => {
  expect(disconnectCache()).toBeUndefined();
});
