import type { Env } from '../settings/env.js';

/**
 * The settings of the database. Without a URL it is embedded: in `dataDir` in development, in memory in tests,
 * which never touch the database of `DATABASE_URL`.
 */
export function databaseSettings(env: Env) {
  const inTests = env.environment === 'test';
  const name = inTests ? 'TEST_DATABASE_URL' : 'DATABASE_URL';
  const required = env.environment === 'production';
  return {
    url: required ? env.databaseUrl(name) : env.databaseUrl(name, { optional: true }),
    dataDir: inTests ? undefined : env.path('DATA_DIR', { default: 'data' }),
    poolSize: env.int('DATABASE_POOL_SIZE', { default: 10 }),
    /** A statement that runs longer is cancelled; the embedded database has no such limit. */
    statementTimeoutMs: env.int('DATABASE_STATEMENT_TIMEOUT_MS', { default: 30_000 }),
  };
}
