import type { Env } from '../../settings/env.js';
//{{#if (or cache.redis cache.tiered cache.memcached)}}
import { projectName } from '../../settings/project.js';
//{{/if}}

/** How long and how much the cache keeps, and where. */
export function cacheSettings(env: Env) {
  return {
    /** How long a value is kept when the caller doesn't say, in seconds. */
    ttlSeconds: env.int('CACHE_TTL_SECONDS', { default: 300 }),
    /** Larger values are answered but not kept, in bytes. */
    maxValueBytes: env.int('CACHE_MAX_VALUE_BYTES', { default: 1024 * 1024 }),
    //{{#if (or cache.memory cache.tiered)}}
    /** What all values in memory together may take, in bytes; the least recently used ones go first. */
    maxBytes: env.int('CACHE_MAX_BYTES', { default: 64 * 1024 * 1024 }),
    //{{/if}}
    //{{#if cache.file}}
    /** The folder of the cache's files. */
    dir: env.path('CACHE_DIR', { default: 'data/cache' }),
    /** What all files together may take, in bytes; the ones that end first go first. */
    maxBytes: env.int('CACHE_MAX_BYTES', { default: 256 * 1024 * 1024 }),
    //{{/if}}
    //{{#if cache.memcached}}
    /** The servers that share the keys among them. */
    servers: env.urls('MEMCACHED_URL', { default: [new URL('memcached://127.0.0.1:11211')] }),
    //{{/if}}
    //{{#if (or cache.redis cache.tiered cache.memcached)}}
    /** What every key starts with, so that several backends can share one server. */
    prefix: env.str('CACHE_PREFIX', { default: projectName }),
    //{{/if}}
    //{{#if cache.memory}}
    /** How many processes serve or work in production; `check:deploy` wants one that has its own cache to be alone. */
    processes: env.int('CACHE_PROCESSES', { default: 1 }),
    //{{/if}}
    //{{#if cache.file}}
    /** On how many machines processes serve or work in production, for `check:deploy`. */
    machines: env.int('CACHE_MACHINES', { default: 1 }),
    //{{/if}}
  };
}
