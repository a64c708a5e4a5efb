import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type RedisCommands, redisStore } from './redis-store.js';
import type { RemoteStore } from './types.js';

// No other text of the cache begins with it.
const sign = '#';
const markLength = 17;
// Asking for the mark of a shorter text costs as much as asking for the text.
const leastLength = 16_384;

/** A text as it was when it had the mark. */
interface Copy {
  readonly mark: string;
  readonly text: string;
}

export interface TieredOptions {
  readonly connection: () => RedisCommands;
  readonly prefix: string;
  /** What all copies together may take, in bytes. */
  readonly maxBytes: number;
}

/**
 * Texts in Redis, of which this process keeps copies of the large ones in its memory. Redis is asked each time for the
 * mark with which the text begins there, and a copy counts only while that is its own: what another process has busted
 * or written is never answered from memory.
 */
export function tieredStore({ connection, prefix, maxBytes }: TieredOptions): RemoteStore {
  const redis = redisStore(connection, prefix);
  const copies = new LRUCache<string, Copy>({
    maxSize: maxBytes,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });

  async function readCopies(keys: readonly string[]): Promise<Map<string, string>> {
    const found = await Promise.all(
      keys.map(async (key) => {
        const copy = copies.get(key);
        const mark = await connection().getrange(`${prefix}:${key}`, 0, markLength - 1);
        return copy !== undefined && copy.mark === mark ? [[key, copy.text] as const] : [];
      }),
    );
    return new Map(found.flat());
  }

  /** The text without its mark, of which a copy is kept. */
  function unmarked(key: string, stored: string | undefined): string | undefined {
    if (stored === undefined || !stored.startsWith(sign)) return stored;
    const copy = { mark: stored.slice(0, markLength), text: stored.slice(markLength) };
    copies.set(key, copy);
    return copy.text;
  }

  async function readRedis(keys: readonly string[]): Promise<Map<string, string | undefined>> {
    if (keys.length === 0) return new Map();
    const texts = await redis.read(keys);
    return new Map(keys.map((key, index) => [key, unmarked(key, texts[index])]));
  }

  return {
    ...redis,
    async read(keys) {
      const copied = keys.filter((key) => copies.has(key));
      const others = keys.filter((key) => !copies.has(key));
      // Both questions are on their way at the same time.
      const [known, asked] = await Promise.all([readCopies(copied), readRedis(others)]);
      const outdated = await readRedis(copied.filter((key) => !known.has(key)));
      return keys.map((key) => known.get(key) ?? asked.get(key) ?? outdated.get(key));
    },
    async write(key, text, ttlSeconds) {
      if (text.length < leastLength) return redis.write(key, text, ttlSeconds);
      const mark = sign + randomBytes(12).toString('base64url');
      await redis.write(key, mark + text, ttlSeconds);
      copies.set(key, { mark, text });
    },
  };
}
