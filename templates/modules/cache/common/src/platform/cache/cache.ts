import { randomUUID } from 'node:crypto';
import { decodeEntry, encodeEntry, type Versions } from './entry.js';
//{{#unless cache.memory}}
import { loadOnLease } from './lease.js';
//{{/unless}}
import type { CacheOptions, CacheStore } from './types.js';

// Versions outlive what depends on them. A version that is lost counts as a new one, so nothing old comes back.
const tagVersionSeconds = 30 * 24 * 3600;
// Longer than any load may take: until then a load that began before a delete can't put its value back.
const keyVersionSeconds = 3600;

export interface CacheLimits {
  readonly ttlSeconds: number;
  readonly maxValueBytes: number;
}

export interface Cache {
  /** The value under the key, or undefined. Values are what JSON can carry. */
  get<T>(key: string): Promise<T | undefined>;
  /** Keeps a value; for one that was read from a source before, `getOrSet` is the safe way. */
  set(key: string, value: unknown, options?: CacheOptions): Promise<void>;
  /**
   //{{#if cache.memory}}
   * The value under the key, else what `load` gives. Callers that miss at the same time share one load, and a load
   * that began before a `delete` or `deleteByTag` is never kept beyond it. `undefined` is not kept.
   //{{else}}
   * The value under the key, else what `load` gives. Callers that miss at the same time share one load, in all
   * processes that share the store, and a load that began before a `delete` or `deleteByTag` is never kept beyond it. `undefined` is not kept.
   //{{/if}}
   */
  getOrSet<T>(key: string, options: CacheOptions, load: () => Promise<T>): Promise<T>;
  delete(key: string): Promise<void>;
  /** Makes everything that was kept with one of the tags a miss, in all processes that share the store. */
  deleteByTag(...tags: string[]): Promise<void>;
  /** Adds to a counter and returns it, or undefined when the store is out of reach. */
  increment(
    key: string,
    by?: number,
    options?: { ttlSeconds?: number },
  ): Promise<number | undefined>;
}

const entryKey = (key: string): string => `e:${key}`;
const versionKey = (key: string): string => `v:${key}`;
const tagKey = (tag: string): string => `t:${tag}`;

/** A cache over a store. */
export function createCache(store: CacheStore, limits: CacheLimits): Cache {
  const loads = new Map<string, Promise<string | undefined>>();

  async function readVersions(key: string, tags: readonly string[]): Promise<Versions | null> {
    const found = await store.read([versionKey(key), ...tags.map(tagKey)]);
    return found && versionsOf(tags, found);
  }

  /** The current versions, made where a tag has none yet. */
  async function ensureVersions(key: string, tags: readonly string[]): Promise<Versions | null> {
    await store.writeMissing(tags.map(tagKey), randomUUID(), tagVersionSeconds);
    return readVersions(key, tags);
  }

  //{{#unless cache.memory}}
  /** What another load with the same versions has kept. */
  async function readKept(key: string, versions: Versions): Promise<string | undefined> {
    const stored = (await store.read([entryKey(key)]))?.[0];
    if (stored === undefined) return undefined;
    const entry = decodeEntry(stored);
    return entry.versions !== undefined && sameVersions(entry.versions, versions)
      ? entry.text
      : undefined;
  }

  //{{/unless}}
  /** The time limit under which a text is kept, or undefined when it can't be. */
  function keepFor(text: string | undefined, options: CacheOptions): number | undefined {
    const ttlSeconds = options.ttlSeconds ?? limits.ttlSeconds;
    if (text === undefined || ttlSeconds <= 0) return undefined;
    return Buffer.byteLength(text) > limits.maxValueBytes ? undefined : ttlSeconds;
  }

  function loadOnce(
    key: string,
    versions: Versions,
    options: CacheOptions,
    load: () => Promise<unknown>,
  ): Promise<string | undefined> {
    // The versions belong to the name of the load: a caller that came after a bust never joins one from before it.
    const name = JSON.stringify([key, versions]);
    const running = loads.get(name);
    if (running !== undefined) return running;
    const keep = async (): Promise<string | undefined> => {
      const text: string | undefined = JSON.stringify(await load());
      const ttlSeconds = keepFor(text, options);
      if (text !== undefined && ttlSeconds !== undefined) {
        await store.write(entryKey(key), encodeEntry(versions, text), ttlSeconds);
      }
      return text;
    };
    //{{#if cache.memory}}
    const loading = keep().finally(() => {
      loads.delete(name);
    });
    //{{else}}
    const known = () => readKept(key, versions);
    const loading = loadOnLease(store, { name, known, load: keep }).finally(() => {
      loads.delete(name);
    });
    //{{/if}}
    loads.set(name, loading);
    return loading;
  }

  return {
    async get(key) {
      const found = await store.read([entryKey(key)]);
      const stored = found?.[0];
      if (stored === undefined) return undefined;
      const entry = decodeEntry(stored);
      if (entry.versions !== undefined) {
        const current = await readVersions(key, Object.keys(entry.versions.tags));
        if (current === null || !sameVersions(entry.versions, current)) return undefined;
      }
      return JSON.parse(entry.text);
    },

    async set(key, value, options = {}) {
      const text: string | undefined = JSON.stringify(value);
      const ttlSeconds = keepFor(text, options);
      // A load that runs now began before this write and must not undo it.
      await store.stamp([versionKey(key)], keyVersionSeconds);
      const versions = options.tags && (await ensureVersions(key, options.tags));
      if (text === undefined || ttlSeconds === undefined || versions === null) {
        await store.remove(entryKey(key));
        return;
      }
      const stored = versions === undefined ? text : encodeEntry(versions, text);
      await store.write(entryKey(key), stored, ttlSeconds);
    },

    async getOrSet<T>(key: string, options: CacheOptions, load: () => Promise<T>) {
      const tags = options.tags ?? [];
      const found = await store.read([entryKey(key), versionKey(key), ...tags.map(tagKey)]);
      if (found === null) return load();
      const [stored, ...versionTexts] = found;
      let versions: Versions | null = versionsOf(tags, versionTexts);
      if (stored !== undefined) {
        const entry = decodeEntry(stored);
        if (entry.versions === undefined || sameVersions(entry.versions, versions)) {
          return JSON.parse(entry.text);
        }
      }
      if (Object.values(versions.tags).includes('')) versions = await ensureVersions(key, tags);
      if (versions === null) return load();
      const text = await loadOnce(key, versions, options, load);
      return text === undefined ? undefined : JSON.parse(text);
    },

    async delete(key) {
      await store.stamp([versionKey(key)], keyVersionSeconds);
      await store.remove(entryKey(key));
    },

    async deleteByTag(...tags) {
      await store.stamp(tags.map(tagKey), tagVersionSeconds);
    },

    async increment(key, by = 1, options = {}) {
      const ttlSeconds = options.ttlSeconds ?? limits.ttlSeconds;
      return (await store.increment(entryKey(key), by, ttlSeconds)) ?? undefined;
    },
  };
}

/** Versions from the texts that the store holds: the key's own first, then one a tag; '' stands for none. */
function versionsOf(tags: readonly string[], texts: readonly (string | undefined)[]): Versions {
  const [key = '', ...rest] = texts;
  return { key, tags: Object.fromEntries(tags.map((tag, index) => [tag, rest[index] ?? ''])) };
}

/** Whether an entry still counts; a tag without a version never does. */
function sameVersions(kept: Versions, current: Versions): boolean {
  const tags = Object.entries(kept.tags);
  if (kept.key !== current.key || tags.length !== Object.keys(current.tags).length) return false;
  return tags.every(([tag, version]) => version !== '' && version === current.tags[tag]);
}
