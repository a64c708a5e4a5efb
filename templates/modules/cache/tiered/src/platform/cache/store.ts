import { settings } from '../../settings/index.js';
import { redis } from '../redis/client.js';
import { withOutages } from './outage.js';
import type { RedisCommands } from './redis-store.js';
import { tieredStore } from './tiered-store.js';
import type { CacheStore } from './types.js';

/** A store in Redis, shared by all processes, with copies of large values in the memory of each. */
export function createStore(
  connection: () => RedisCommands = redis,
  prefix = settings.cache.prefix,
): CacheStore {
  const { maxBytes } = settings.cache;
  return withOutages(tieredStore({ connection, prefix, maxBytes }));
}
