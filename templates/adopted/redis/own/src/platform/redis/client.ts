import { Redis } from 'ioredis';
import { logger } from '../logger.js';
import type { RedisCommands } from './commands.js';
import { redisUrl } from './settings.js';

let shared: Redis | undefined;

function connection(): Redis {
  if (shared === undefined) {
    shared = new Redis(redisUrl(), {
      connectTimeout: 5_000,
      commandTimeout: 2_000,
      // A command fails soon while Redis is away, so that callers can do without it instead of queueing up.
      maxRetriesPerRequest: 1,
      retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 5_000),
    });
    logOutages(shared);
  }
  return shared;
}

/** ioredis reports every failed attempt to reconnect; one line an outage is enough. */
function logOutages(client: Redis): void {
  let away = false;
  client.on('error', (error: Error) => {
    if (!away) {
      logger.error({ err: error }, 'Redis is away');
    }
    away = true;
  });
  client.on('ready', () => {
    if (away) {
      logger.info({}, 'Redis is back');
    }
    away = false;
  });
}

/** The connection that the whole process shares, opened by the first command. */
export const redis: RedisCommands = {
  mget: (keys) => connection().mget(keys),
  set: (key, text, ms) => connection().set(key, text, 'PX', ms),
  setMissing: (key, text, ms) => connection().set(key, text, 'PX', ms, 'NX'),
  del: (key) => connection().del(key),
  run: (script, key, values) => connection().eval(script, 1, key, ...values),
  ping: () => connection().ping(),
};

/** Closes the connection after the commands under way. */
export async function disconnectRedis(): Promise<void> {
  const client = shared;
  shared = undefined;
  if (client === undefined) {
    return;
  }
  try {
    await client.quit();
  } catch {
    client.disconnect();
  }
}
