import type { Env } from '../settings/env.js';

/** The settings of the database. Tests never touch the one of `DATABASE_URL`. */
export function databaseSettings(env: Env) {
  const inTests = env.environment === 'test';
  return {
    url: env.databaseUrl(inTests ? 'TEST_DATABASE_URL' : 'DATABASE_URL'),
    poolSize: env.int('DATABASE_POOL_SIZE', { default: 10 }),
    /** A statement that runs longer is cancelled; MySQL, unlike MariaDB, does so with those that read only. */
    statementTimeoutMs: env.int('DATABASE_STATEMENT_TIMEOUT_MS', { default: 30_000 }),
  };
}
