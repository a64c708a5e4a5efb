import type { Env } from '../../settings/env.js';

/** How long and how much the cache keeps. */
export function cacheSettings(env: Env) {
  return {
    /** How long a value is kept when the caller doesn't say, in seconds. */
    ttlSeconds: env.int('CACHE_TTL_SECONDS', { default: 300 }),
    /** Larger values are answered but not kept, in bytes. */
    maxValueBytes: env.int('CACHE_MAX_VALUE_BYTES', { default: 1024 * 1024 }),
    //{{#if cache.memory}}
    /** What all values together may take, in bytes; the least recently used ones go first. */
    maxBytes: env.int('CACHE_MAX_BYTES', { default: 64 * 1024 * 1024 }),
    //{{/if}}
    //{{#if cache.redis}}
    /** What every key starts with, so that several backends can share one Redis. */
    prefix: env.str('CACHE_PREFIX', { default: '{{name}}' }),
    //{{/if}}
  };
}
