import { randomUUID } from 'node:crypto';
import { MemcachedConnection } from '../src/platform/cache/connection.js';
import { createStore } from '../src/platform/cache/store.js';
import type { CacheStore } from '../src/platform/cache/types.js';
import { projectName } from '../src/settings/project.js';

/** The store of this backend, as the tests of all stores want it. */
export interface StoreUnderTest {
  /** Opens the store once more, as another process does. */
  open(): CacheStore;
  beginOutage(): Promise<void>;
  endOutage(): Promise<void>;
  close(): Promise<void>;
}

/** A connection that can be cut. */
class CutConnection extends MemcachedConnection {
  cut = false;

  override client() {
    if (this.cut) throw new Error('The connection is cut.');
    return super.client();
  }
}

/** A store in the Memcached of the tests, under keys of its own. */
export async function openStoreUnderTest(): Promise<StoreUnderTest> {
  const prefix = `${projectName}-test-${randomUUID()}`;
  const connections: CutConnection[] = [];
  let cut = false;
  const turn = async (to: boolean) => {
    cut = to;
    for (const connection of connections) connection.cut = to;
  };
  return {
    open() {
      const connection = new CutConnection();
      connection.cut = cut;
      connections.push(connection);
      return createStore(connection, prefix);
    },
    beginOutage: () => turn(true),
    endOutage: () => turn(false),
    close: async () => {
      for (const connection of connections) connection.close();
    },
  };
}
