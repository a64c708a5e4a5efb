import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectName } from '../../settings/project.js';
import { connectRedis, disconnectRedis, redis } from '../redis/client.js';
import { tieredStore } from './tiered-store.js';

beforeAll(connectRedis);
afterAll(disconnectRedis);

const prefix = `${projectName}-test-${randomUUID()}`;
const open = (maxBytes = 1_000_000) => tieredStore({ connection: redis, prefix, maxBytes });
const large = (letter: string) => letter.repeat(20_000);

describe('a large text', () => {
  const [store, other] = [open(), open()];

  beforeEach(async () => {
    await store.write('page', large('a'), 60);
    await other.read(['page']);
  });

  it('is fetched once, and its mark each time', async () => {
    const mget = vi.spyOn(redis(), 'mget');
    expect(await other.read(['page'])).toEqual([large('a')]);
    expect(await store.read(['page'])).toEqual([large('a')]);
    expect(mget).not.toHaveBeenCalled();
    await other.read(['page', 'version']);
    expect(mget).toHaveBeenCalledExactlyOnceWith([`${prefix}:version`]);
  });

  it('is never the old one after another process wrote or removed it', async () => {
    await other.write('page', large('b'), 60);
    expect(await store.read(['page'])).toEqual([large('b')]);
    await store.write('page', 'small', 60);
    expect(await other.read(['page'])).toEqual(['small']);
    await store.remove('page');
    expect(await other.read(['page'])).toEqual([undefined]);
  });

  it('is over in memory when it is over in Redis', async () => {
    await redis().del(`${prefix}:page`);
    expect(await store.read(['page'])).toEqual([undefined]);
  });
});

it('keeps no more copies than there is room for', async () => {
  const store = open(50_000);
  const keys = ['one', 'two', 'three'];
  for (const key of keys) await store.write(key, large(key.slice(0, 1)), 60);
  const getrange = vi.spyOn(redis(), 'getrange');
  expect((await store.read(keys)).map((text) => text?.length)).toEqual([20_000, 20_000, 20_000]);
  expect(getrange).toHaveBeenCalledTimes(2);
});
