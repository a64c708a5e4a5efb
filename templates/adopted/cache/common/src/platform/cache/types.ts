/** Where cached texts live. No method throws when the store is out of reach: the source answers then. */
export interface CacheStore {
  /** Throws when the store is out of reach. */
  ping(): Promise<void>;
  /** The texts under the keys, in the order of the keys; null when the store is out of reach. */
  read(keys: readonly string[]): Promise<readonly (string | undefined)[] | null>;
  write(key: string, text: string, ttlSeconds: number): Promise<void>;
  /** Writes the text under those keys that have none yet. */
  writeMissing(keys: readonly string[], text: string, ttlSeconds: number): Promise<void>;
  /** Writes the text under all keys. Never lost: a store that is out of reach makes up for it before its next read. */
  stamp(keys: readonly string[], text: string, ttlSeconds: number): Promise<void>;
  remove(key: string): Promise<void>;
  /** Adds to a whole number, atomically; the time limit holds from its first increment. */
  increment(key: string, by: number, ttlSeconds: number): Promise<number | null>;
}

export interface CacheOptions {
  /** How long the value is kept, in seconds. */
  readonly ttlSeconds?: number;
  /** What the value depends on: `deleteByTag` with any of them makes it a miss. */
  readonly tags?: readonly string[];
}
