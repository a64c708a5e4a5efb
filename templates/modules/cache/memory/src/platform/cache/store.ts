import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { settings } from '../../settings/index.js';
import { type CacheStore, NotACount } from './types.js';

/** A store in this process's memory: nothing is shared with other processes, nothing survives the process. */
export function createStore(maxBytes = settings.cache.maxBytes): CacheStore {
  const texts = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (text, key) => text.length + key.length,
    // Time limits follow the wall clock, so that a test can move it.
    perf: { now: () => Date.now() },
    ttlResolution: 0,
  });
  const write = (key: string, text: string, ttlSeconds: number) => {
    texts.set(key, text, { ttl: ttlSeconds * 1000 });
  };
  return {
    async ping() {},
    async read(keys) {
      return keys.map((key) => texts.get(key));
    },
    async write(key, text, ttlSeconds) {
      write(key, text, ttlSeconds);
    },
    async writeMissing(keys, text, ttlSeconds) {
      for (const key of keys) if (!texts.has(key)) write(key, text, ttlSeconds);
    },
    async stamp(keys, ttlSeconds) {
      for (const key of keys) write(key, randomUUID(), ttlSeconds);
    },
    async remove(key) {
      texts.delete(key);
    },
    async increment(key, by, ttlSeconds) {
      const text = texts.get(key);
      const sum = Number(text ?? 0) + by;
      if (!Number.isSafeInteger(sum)) throw new NotACount(key);
      const ttl = text === undefined ? ttlSeconds * 1000 : texts.getRemainingTTL(key);
      texts.set(key, String(sum), { ttl });
      return sum;
    },
  };
}
