import { currentScope } from '../../database/client.js';
import { databaseStore } from './database-store.js';
import { withOutages } from './outage.js';
import type { CacheStore } from './types.js';

/** A store in the project's database, shared by all processes. */
export function createStore(): CacheStore {
  return besideTransactions(withOutages(databaseStore()));
}

/**
 * A transaction neither asks the cache nor waits for it: the cache would need a second connection, and none may be left
 * when every transaction waits for one. So the source answers, which also keeps what isn't committed yet out of the
 * cache. Busts are done beside the transaction, and stay done when it rolls back.
 */
function besideTransactions(store: CacheStore): CacheStore {
  const inTransaction = (): boolean => currentScope() !== undefined;
  const beside = async (work: Promise<void>): Promise<void> => {
    if (!inTransaction()) await work;
  };
  return {
    ping: () => store.ping(),
    read: async (keys) => (inTransaction() ? null : store.read(keys)),
    write: (key, text, ttlSeconds) =>
      // What stood there before is wrong now, and the new text may be.
      inTransaction() ? beside(store.remove(key)) : store.write(key, text, ttlSeconds),
    writeMissing: async (keys, text, ttlSeconds) => {
      if (!inTransaction()) await store.writeMissing(keys, text, ttlSeconds);
    },
    stamp: (keys, ttlSeconds) => beside(store.stamp(keys, ttlSeconds)),
    remove: (key) => beside(store.remove(key)),
    increment: async (key, by, ttlSeconds) =>
      inTransaction() ? null : store.increment(key, by, ttlSeconds),
  };
}
