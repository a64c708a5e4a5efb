import { randomUUID } from 'node:crypto';
import { createStore } from '../src/platform/cache/store.js';
import type { CacheStore } from '../src/platform/cache/types.js';
import { connectRedis, disconnectRedis, redis } from '../src/platform/redis/client.js';
import { projectName } from '../src/settings/project.js';

/** The store of this backend, as the tests of all stores want it. */
export interface StoreUnderTest {
  /** Opens the store once more, as another process does. */
  open(): CacheStore;
  beginOutage(): Promise<void>;
  endOutage(): Promise<void>;
  close(): Promise<void>;
}

/** A store in the Redis of the tests, under keys of its own. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  await connectRedis();
  const prefix = `${projectName}-test-${randomUUID()}`;
  let away = false;
  const connection = () => {
    if (away) throw new Error('Connection is closed.');
    return redis();
  };
  return {
    open: () => createStore(connection, prefix),
    beginOutage: async () => {
      away = true;
    },
    endOutage: async () => {
      away = false;
    },
    close: disconnectRedis,
  };
}
