import { Redis, type RedisOptions } from 'ioredis';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';

let shared: Redis | undefined;

/**
 * The connection that the whole process shares. A command fails at once while Redis is away, so that
 * callers can do without it instead of queueing up.
 * Throws before `connectRedis()`.
 */
export function redis(): Redis {
  if (shared === undefined) throw new Error('Redis is not connected; call connectRedis() first.');
  return shared;
}

/** A connection of its own from the same settings, for a library that needs other options. */
export function createRedis(options: RedisOptions = {}): Redis {
  const client = new Redis(settings.redis.url, {
    connectTimeout: settings.redis.connectTimeoutMs,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 5_000),
    lazyConnect: true,
    ...options,
  });
  logOutages(client);
  return client;
}

/** ioredis reports every failed attempt to reconnect; one line an outage is enough. */
function logOutages(client: Redis): void {
  let away = false;
  client.on('error', (error) => {
    if (!away) logger.error({ err: error }, 'Redis is away');
    away = true;
  });
  client.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
  });
}

/** Opens the shared connection. Throws when Redis doesn't answer within the limit of the settings. */
export async function connectRedis(): Promise<void> {
  if (shared !== undefined) return;
  const client = createRedis({
    commandTimeout: settings.redis.commandTimeoutMs,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    const { host } = new URL(settings.redis.url);
    throw new Error(`Redis at ${host} can't be reached. Start it, or set REDIS_URL.`, {
      cause: error,
    });
  }
  shared = client;
}

/** Throws when Redis doesn't answer. */
export async function pingRedis(): Promise<void> {
  await redis().ping();
}

/** Closes the shared connection after the commands under way. */
export async function disconnectRedis(): Promise<void> {
  const client = shared;
  shared = undefined;
  if (client === undefined) return;
  try {
    await client.quit();
  } catch {
    client.disconnect();
  }
}
