import { NotACount, type RemoteStore } from './types.js';

/** The commands of ioredis that the store uses. */
export interface RedisCommands {
  mget(keys: string[]): Promise<(string | null)[]>;
  set(key: string, text: string, px: 'PX', ms: number): Promise<unknown>;
  set(key: string, text: string, px: 'PX', ms: number, nx: 'NX'): Promise<unknown>;
  //{{#if cache.tiered}}
  getrange(key: string, start: number, end: number): Promise<string>;
  //{{/if}}
  del(key: string): Promise<unknown>;
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  ping(): Promise<unknown>;
}

const incrementScript = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;

/** Texts in Redis, under keys that begin with the prefix. */
export function redisStore(connection: () => RedisCommands, prefix: string): RemoteStore {
  const name = (key: string): string => `${prefix}:${key}`;
  return {
    async ping() {
      await connection().ping();
    },
    async read(keys) {
      const texts = await connection().mget(keys.map(name));
      return texts.map((text) => text ?? undefined);
    },
    async write(key, text, ttlSeconds) {
      await connection().set(name(key), text, 'PX', toMs(ttlSeconds));
    },
    async writeMissing(keys, text, ttlSeconds) {
      const ms = toMs(ttlSeconds);
      await Promise.all(keys.map((key) => connection().set(name(key), text, 'PX', ms, 'NX')));
    },
    async remove(key) {
      await connection().del(name(key));
    },
    async increment(key, by, ttlSeconds) {
      try {
        const args = [name(key), by, toMs(ttlSeconds)];
        return Number(await connection().eval(incrementScript, 1, ...args));
      } catch (error) {
        if (isWrongValue(error)) throw new NotACount(key);
        throw error;
      }
    },
  };
}

const toMs = (seconds: number): number => Math.ceil(seconds * 1000);

function isWrongValue(error: unknown): boolean {
  return error instanceof Error && error.message.includes('not an integer');
}
