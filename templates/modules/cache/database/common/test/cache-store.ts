import { vi } from 'vitest';
import { disconnectDatabase, driver } from '../src/database/client.js';
import { createStore } from '../src/platform/cache/store.js';
import type { CacheStore } from '../src/platform/cache/types.js';
import { connectTestDatabase } from './database.js';

/** The store of this backend, as the tests of all stores want it. */
export interface StoreUnderTest {
  /** Opens the store once more, as another process does. */
  open(): CacheStore;
  beginOutage(): Promise<void>;
  endOutage(): Promise<void>;
  close(): Promise<void>;
}

/** A store in the database of the test file. In an outage every statement fails. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  await connectTestDatabase();
  let endOutage = (): void => {};
  return {
    open: createStore,
    async beginOutage() {
      const query = vi.spyOn(driver(), 'query').mockRejectedValue(new Error('The server is gone.'));
      endOutage = () => query.mockRestore();
    },
    endOutage: async () => endOutage(),
    close: disconnectDatabase,
  };
}
