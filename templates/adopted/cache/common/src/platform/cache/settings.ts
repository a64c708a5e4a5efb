import { readEnv } from '../settings/env.js';

/** How long and how much the cache keeps. */
export interface CacheSettings {
  /** How long a value is kept when the caller doesn't say, in seconds. */
  readonly ttlSeconds: number;
  /** Larger values are answered but not kept, in bytes. */
  readonly maxValueBytes: number;
  //{{#if cache.memory}}
  /** What all values together may take, in bytes; the least recently used ones go first. */
  readonly maxBytes: number;
  //{{/if}}
  //{{#if cache.redis}}
  /** What every key starts with, so that several backends can share one Redis. */
  readonly prefix: string;
  //{{/if}}
}

let known: CacheSettings | undefined;

/** Read when they are first asked for, so that a `.env` file has been loaded by then. */
export function cacheSettings(): CacheSettings {
  if (known === undefined) {
    known = readEnv((env) => ({
      ttlSeconds: env.int('CACHE_TTL_SECONDS', { default: 300, min: 0 }),
      maxValueBytes: env.int('CACHE_MAX_VALUE_BYTES', { default: 1024 * 1024, min: 0 }),
      //{{#if cache.memory}}
      maxBytes: env.int('CACHE_MAX_BYTES', { default: 64 * 1024 * 1024, min: 0 }),
      //{{/if}}
      //{{#if cache.redis}}
      prefix: env.string('CACHE_PREFIX', { default: '{{name}}' }),
      //{{/if}}
    }));
  }
  return known;
}
