import type { Env } from '../../settings/env.js';

/** Where Redis is, and how long a caller waits for it. */
export function redisSettings(env: Env) {
  return {
    url: env.cacheUrl('REDIS_URL', { default: 'redis://127.0.0.1:6379' }),
    connectTimeoutMs: env.int('REDIS_CONNECT_TIMEOUT_MS', { default: 5_000 }),
    commandTimeoutMs: env.int('REDIS_COMMAND_TIMEOUT_MS', { default: 2_000 }),
  };
}
