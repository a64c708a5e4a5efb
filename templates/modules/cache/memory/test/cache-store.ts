import { createStore } from '../src/platform/cache/store.js';
import type { CacheStore } from '../src/platform/cache/types.js';

/** The store of this backend, as the tests of all stores want it. */
export interface StoreUnderTest {
  open(): CacheStore;
  close(): Promise<void>;
}

/** Memory is one process's own: whoever opens it here gets the same. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  const store = createStore(16 * 1024 * 1024);
  return { open: () => store, close: async () => {} };
}
