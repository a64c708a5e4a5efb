import { readEnv } from '../settings/env.js';

/** Where Redis is. Read when it is first asked for, so that a `.env` file has been loaded by then. */
export const redisUrl = (): string =>
  readEnv((env) => env.url('REDIS_URL', { default: 'redis://127.0.0.1:6379' }));
