import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '../src/platform/cache/store.js';
import type { CacheStore } from '../src/platform/cache/types.js';

/** The store of this backend, as the tests of all stores want it. */
export interface StoreUnderTest {
  /** Opens the store once more, as another process does. */
  open(): CacheStore;
  beginOutage(): Promise<void>;
  endOutage(): Promise<void>;
  close(): Promise<void>;
}

/** A store in a folder of its own. In an outage something stands in its place that is no folder. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  const parent = await mkdtemp(join(tmpdir(), 'cache-'));
  const [dir, aside] = [join(parent, 'cache'), join(parent, 'aside')];
  return {
    open: () => createStore(dir, 64 * 1024 * 1024),
    async beginOutage() {
      await rename(dir, aside);
      await writeFile(dir, '');
    },
    async endOutage() {
      await rm(dir);
      await rename(aside, dir);
    },
    close: () => rm(parent, { recursive: true, force: true }),
  };
}
