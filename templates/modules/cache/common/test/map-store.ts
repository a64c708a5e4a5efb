import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheStore } from '../src/platform/cache/types.js';

/** A cache store in a Map, whose every answer takes a while: by default none. It can go out of reach. */
export function mapStore(pauseMs: () => number = () => 0) {
  const texts = new Map<string, string>();
  let away = false;
  const store: CacheStore = {
    async ping() {
      if (away) throw new Error('The store is out of reach.');
    },
    async read(keys) {
      await sleep(pauseMs());
      return away ? null : keys.map((key) => texts.get(key));
    },
    async write(key, text) {
      await sleep(pauseMs());
      texts.set(key, text);
    },
    async writeMissing(keys, text) {
      await sleep(pauseMs());
      for (const key of keys) if (!texts.has(key)) texts.set(key, text);
    },
    async stamp(keys) {
      await sleep(pauseMs());
      for (const key of keys) texts.set(key, randomUUID());
    },
    async remove(key) {
      await sleep(pauseMs());
      texts.delete(key);
    },
    async increment(key, by) {
      await sleep(pauseMs());
      if (away) return null;
      const sum = Number(texts.get(key) ?? 0) + by;
      texts.set(key, String(sum));
      return sum;
    },
  };
  return { store, texts, goAway: () => (away = true) };
}
