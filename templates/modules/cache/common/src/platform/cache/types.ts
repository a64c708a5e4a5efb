/** What a store can do with texts under keys. */
interface Texts {
  /** Throws when the store is out of reach. */
  ping(): Promise<void>;
  write(key: string, text: string, ttlSeconds: number): Promise<void>;
  /** Writes the text under those keys that have none yet. */
  writeMissing(keys: readonly string[], text: string, ttlSeconds: number): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Where cached texts live. No method but `ping` throws when the store is out of reach: the source answers then. */
export interface CacheStore extends Texts {
  /** The texts under the keys, in the order of the keys; null when the store is out of reach. */
  read(keys: readonly string[]): Promise<readonly (string | undefined)[] | null>;
  /**
   * Writes a text under all keys that never stood there before. Never lost: a store that is out of reach makes up for
   * it before its next read, with yet another text, so that no old one comes back.
   */
  stamp(keys: readonly string[], ttlSeconds: number): Promise<void>;
  /** Adds to a whole number, atomically; the time limit holds from its first increment. */
  increment(key: string, by: number, ttlSeconds: number): Promise<number | null>;
}

//{{#unless cache.memory}}
/** A store that can be out of reach: then every method throws. */
export interface RemoteStore extends Texts {
  read(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  increment(key: string, by: number, ttlSeconds: number): Promise<number>;
  /** Called when a method failed or took too long, such as to close a connection that hangs. */
  afterFailure?(): void;
}

//{{/unless}}
/** Thrown by `increment` when the value can't be counted on: a mistake of the caller, not an outage. */
export class NotACount extends Error {
  constructor(key: string) {
    super(`The value under ${key} is not a whole number that can be counted on.`);
    this.name = 'NotACount';
  }
}

export interface CacheOptions {
  /** How long the value is kept, in seconds. */
  readonly ttlSeconds?: number;
  /** What the value depends on: `deleteByTag` with any of them makes it a miss. */
  readonly tags?: readonly string[];
}
