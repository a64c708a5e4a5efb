import type { Env } from '../settings/env.js';

/**
 * The settings of the database: a file, or a libSQL server. A deployed process is told where it is, because a file
 * in the wrong place would be gone with the container. Tests never touch the database of `DATABASE_URL`.
 */
export function databaseSettings(env: Env) {
  return {
    url: databaseUrl(env),
    /** How long a write waits for the writes of other processes. */
    busyTimeoutMs: env.int('DATABASE_BUSY_TIMEOUT_MS', { default: 5_000 }),
  };
}

function databaseUrl(env: Env): string {
  if (env.environment === 'test') {
    return env.databaseUrl('TEST_DATABASE_URL', { default: 'file:data/test.db' });
  }
  if (env.isDeployed) return env.databaseUrl('DATABASE_URL');
  return env.databaseUrl('DATABASE_URL', { default: 'file:data/app.db' });
}
