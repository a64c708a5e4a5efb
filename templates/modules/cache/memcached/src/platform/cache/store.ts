import { settings } from '../../settings/index.js';
import { MemcachedConnection } from './connection.js';
import { memcachedStore } from './memcached-store.js';
import { withOutages } from './outage.js';
import type { CacheStore } from './types.js';

const shared = new MemcachedConnection();

/** A store in Memcached, shared by all processes. */
export function createStore(connection = shared, prefix = settings.cache.prefix): CacheStore {
  return withOutages(memcachedStore(connection, prefix));
}

/** Closes the connections; a command after that opens them again. */
export function disconnectCache(): void {
  shared.close();
}
