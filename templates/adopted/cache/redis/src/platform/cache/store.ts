import { randomUUID } from 'node:crypto';
import { logger } from '../logger.js';
import { redis } from '../redis/client.js';
import type { RedisCommands } from '../redis/commands.js';
import { cacheSettings } from './settings.js';
import type { CacheStore } from './types.js';

// After a failure Redis isn't asked again for so long: a server that hangs must not slow down every request.
const pauseMs = 1000;
const commandLimitMs = 2000;

const incrementScript = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;

interface Debt {
  readonly text: string;
  readonly ms: number;
}

/** A store in Redis, shared by all processes. */
export function createStore(
  commands: RedisCommands = redis,
  prefix = (): string => cacheSettings().prefix,
): CacheStore {
  const name = (key: string): string => `${prefix()}:${key}`;
  // Stamps that Redis hasn't taken yet, by their key.
  const owed = new Map<string, Debt>();
  let away = false;
  let askAgainAt = 0;

  async function pay(): Promise<void> {
    const debts = Array.from(owed);
    // Never the same text twice: the second one could bring back what another process has stamped over meanwhile.
    await Promise.all(
      debts.map(([key, { text, ms }]) => commands.set(key, text + randomUUID(), ms)),
    );
    for (const [key, debt] of debts) {
      if (owed.get(key) === debt) {
        owed.delete(key);
      }
    }
  }

  /** Runs a command; null when Redis is out of reach, which is logged once an outage. */
  async function attempt<T>(run: () => Promise<T>): Promise<T | null> {
    if (Date.now() < askAgainAt) {
      return null;
    }
    try {
      const result = await withinLimit(async () => {
        if (owed.size > 0) {
          await pay();
        }
        return run();
      });
      if (away) {
        logger.info({}, 'The cache is back');
      }
      away = false;
      return result;
    } catch (error) {
      if (isWrongValue(error)) {
        throw error;
      }
      if (!away) {
        logger.warn({ err: error }, 'The cache is out of reach; the source answers');
      }
      away = true;
      askAgainAt = Date.now() + pauseMs;
      if (owed.size > 0) {
        setTimeout(() => attempt(nothing), pauseMs).unref();
      }
      return null;
    }
  }

  return {
    async ping() {
      await withinLimit(() => commands.ping());
    },
    read(keys) {
      return attempt(async () => {
        const texts = await commands.mget(keys.map(name));
        return texts.map((text) => (text === null ? undefined : text));
      });
    },
    async write(key, text, ttlSeconds) {
      await attempt(() => commands.set(name(key), text, toMs(ttlSeconds)));
    },
    async writeMissing(keys, text, ttlSeconds) {
      const ms = toMs(ttlSeconds);
      await attempt(() => Promise.all(keys.map((key) => commands.setMissing(name(key), text, ms))));
    },
    async stamp(keys, text, ttlSeconds) {
      for (const key of keys) {
        owed.set(name(key), { text, ms: toMs(ttlSeconds) });
      }
      askAgainAt = 0;
      await attempt(nothing);
    },
    async remove(key) {
      await attempt(() => commands.del(name(key)));
    },
    increment(key, by, ttlSeconds) {
      return attempt(async () =>
        Number(
          await commands.run(incrementScript, name(key), [String(by), String(toMs(ttlSeconds))]),
        ),
      );
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

function toMs(seconds: number): number {
  return Math.ceil(seconds * 1000);
}

/** The application's own connection may wait for Redis as long as it likes; a cache is no use then. */
function withinLimit<T>(run: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Redis didn't answer within ${commandLimitMs} ms.`)),
      commandLimitMs,
    );
    run()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}

/** Whether Redis answered that the value is no whole number: a mistake of the caller, not an outage. */
function isWrongValue(error: unknown): boolean {
  return error instanceof Error && error.message.includes('not an integer');
}
