import { cacheSettings } from './settings.js';
import type { CacheStore } from './types.js';

interface Kept {
  readonly text: string;
  /** In milliseconds of the wall clock. */
  readonly until: number;
}

/** About what an entry takes, in bytes. */
const sizeOf = (key: string, text: string): number => key.length + text.length;

/** A store in this process's memory: nothing is shared with other processes, nothing survives the process. */
export function createStore(maxBytes = (): number => cacheSettings().maxBytes): CacheStore {
  // A map keeps the order of insertion: what was used least recently stands first.
  const entries = new Map<string, Kept>();
  let size = 0;

  function remove(key: string): void {
    const kept = entries.get(key);
    if (kept === undefined) {
      return;
    }
    entries.delete(key);
    size -= sizeOf(key, kept.text);
  }

  function find(key: string): Kept | undefined {
    const kept = entries.get(key);
    if (kept === undefined) {
      return undefined;
    }
    if (kept.until <= Date.now()) {
      remove(key);
      return undefined;
    }
    entries.delete(key);
    entries.set(key, kept);
    return kept;
  }

  function write(key: string, text: string, until: number): void {
    remove(key);
    if (sizeOf(key, text) > maxBytes()) {
      return;
    }
    entries.set(key, { text, until });
    size += sizeOf(key, text);
    while (size > maxBytes()) {
      const oldest: IteratorResult<string, undefined> = entries.keys().next();
      if (oldest.done) {
        return;
      }
      remove(oldest.value);
    }
  }

  const after = (seconds: number): number => Date.now() + seconds * 1000;

  return {
    ping() {
      return Promise.resolve();
    },
    read(keys) {
      return Promise.resolve(keys.map((key) => find(key)?.text));
    },
    write(key, text, ttlSeconds) {
      write(key, text, after(ttlSeconds));
      return Promise.resolve();
    },
    writeMissing(keys, text, ttlSeconds) {
      for (const key of keys) {
        if (find(key) === undefined) {
          write(key, text, after(ttlSeconds));
        }
      }
      return Promise.resolve();
    },
    stamp(keys, text, ttlSeconds) {
      for (const key of keys) {
        write(key, text, after(ttlSeconds));
      }
      return Promise.resolve();
    },
    remove(key) {
      remove(key);
      return Promise.resolve();
    },
    increment(key, by, ttlSeconds) {
      const kept = find(key);
      const sum = Number(kept === undefined ? 0 : kept.text) + by;
      if (!Number.isSafeInteger(sum)) {
        return Promise.reject(new Error(`The value under ${key} is not a whole number.`));
      }
      write(key, String(sum), kept === undefined ? after(ttlSeconds) : kept.until);
      return Promise.resolve(sum);
    },
  };
}
