import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { redis } from '../redis/client.js';
import type { CacheStore } from './types.js';

/** The commands of ioredis that the store uses. */
export interface RedisCommands {
  mget(keys: string[]): Promise<(string | null)[]>;
  set(key: string, text: string, px: 'PX', ms: number): Promise<unknown>;
  set(key: string, text: string, px: 'PX', ms: number, nx: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  ping(): Promise<unknown>;
}

// After a failure Redis isn't asked again for so long: a server that hangs must not slow down every request.
const pauseMs = 1000;

const incrementScript = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;

/** A store in Redis, shared by all processes. */
export function createStore(
  connection: () => RedisCommands = redis,
  prefix = settings.cache.prefix,
): CacheStore {
  const name = (key: string): string => `${prefix}:${key}`;
  // Stamps that Redis hasn't taken yet, by their key.
  const owed = new Map<string, { text: string; ms: number }>();
  let away = false;
  let askAgainAt = 0;

  async function pay(commands: RedisCommands): Promise<void> {
    const debts = [...owed];
    await Promise.all(debts.map(([key, { text, ms }]) => commands.set(key, text, 'PX', ms)));
    for (const [key, debt] of debts) if (owed.get(key) === debt) owed.delete(key);
  }

  /** Runs a command; null when Redis is out of reach, which is logged once an outage. */
  async function attempt<T>(run: (commands: RedisCommands) => Promise<T>): Promise<T | null> {
    if (Date.now() < askAgainAt) return null;
    try {
      const commands = connection();
      if (owed.size > 0) await pay(commands);
      const result = await run(commands);
      if (away) logger.info('The cache is back');
      away = false;
      return result;
    } catch (error) {
      if (isWrongValue(error)) throw error;
      if (!away) logger.warn({ err: error }, 'The cache is out of reach; the source answers');
      away = true;
      askAgainAt = Date.now() + pauseMs;
      if (owed.size > 0) setTimeout(() => attempt(nothing), pauseMs).unref();
      return null;
    }
  }

  return {
    async ping() {
      await connection().ping();
    },
    read(keys) {
      return attempt(async (commands) => {
        const texts = await commands.mget(keys.map(name));
        return texts.map((text) => text ?? undefined);
      });
    },
    async write(key, text, ttlSeconds) {
      await attempt((commands) => commands.set(name(key), text, 'PX', toMs(ttlSeconds)));
    },
    async writeMissing(keys, text, ttlSeconds) {
      const ms = toMs(ttlSeconds);
      await attempt((commands) =>
        Promise.all(keys.map((key) => commands.set(name(key), text, 'PX', ms, 'NX'))),
      );
    },
    async stamp(keys, text, ttlSeconds) {
      for (const key of keys) owed.set(name(key), { text, ms: toMs(ttlSeconds) });
      askAgainAt = 0;
      await attempt(nothing);
    },
    async remove(key) {
      await attempt((commands) => commands.del(name(key)));
    },
    increment(key, by, ttlSeconds) {
      return attempt(async (commands) =>
        Number(await commands.eval(incrementScript, 1, name(key), by, toMs(ttlSeconds))),
      );
    },
  };
}

const nothing = async (): Promise<void> => {};

const toMs = (seconds: number): number => Math.ceil(seconds * 1000);

/** Whether Redis answered that the value is no whole number: a mistake of the caller, not an outage. */
function isWrongValue(error: unknown): boolean {
  return error instanceof Error && error.message.includes('not an integer');
}
