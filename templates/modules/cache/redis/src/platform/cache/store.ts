import { settings } from '../../settings/index.js';
import { redis } from '../redis/client.js';
import { withOutages } from './outage.js';
import { type RedisCommands, redisStore } from './redis-store.js';
import type { CacheStore } from './types.js';

/** A store in Redis, shared by all processes. */
export function createStore(
  connection: () => RedisCommands = redis,
  prefix = settings.cache.prefix,
): CacheStore {
  return withOutages(redisStore(connection, prefix));
}
