import { dependency, devDependency, env, ignore } from '../facts/declare.js';
import type { Fact } from '../facts/fact.js';

/** The databases that a backend can be created on. A new one is another id here and another line in each map. */
export type EngineId = 'postgres' | 'sqlite' | 'mysql';

/** What one database needs, of a map that says it for every database. Throws for a database that there isn't. */
export function perEngine<T>(engine: unknown, choices: Readonly<Record<EngineId, T>>): T {
  const known: Readonly<Record<string, T>> = choices;
  const chosen = Object.hasOwn(known, String(engine)) ? known[String(engine)] : undefined;
  if (chosen === undefined) throw new Error(`There is no database "${String(engine)}".`);
  return chosen;
}

/** The packages and variables of each database. */
export const engineFacts: Readonly<Record<EngineId, readonly Fact[]>> = {
  postgres: [
    dependency('@electric-sql/pglite'),
    dependency('pg'),
    devDependency('@types/pg'),
    env('DATABASE_URL', {
      group: 'Database',
      rank: 10,
      example: 'postgres://postgres:postgres@localhost:5432/app',
      comment: 'A PostgreSQL server; without one, development has an embedded database in DATA_DIR.',
    }),
    env('DATABASE_POOL_SIZE', {
      group: 'Database',
      rank: 20,
      example: '10',
      comment: 'Connections of one process to the server.',
    }),
    env('DATABASE_STATEMENT_TIMEOUT_MS', {
      group: 'Database',
      rank: 30,
      example: '30000',
      comment: 'The server cancels statements that run longer.',
    }),
    env('DATA_DIR', {
      group: 'Database',
      rank: 40,
      example: 'data',
      comment: 'The folder of the embedded database.',
    }),
    env('TEST_DATABASE_URL', {
      group: 'Database',
      rank: 50,
      example: 'postgres://postgres:postgres@localhost:5432/app_test',
      comment: 'A server for tests; they make their own databases there. Without one they run in memory.',
    }),
    ignore('data/', 30),
  ],
  sqlite: [
    dependency('@libsql/client'),
    env('DATABASE_URL', {
      group: 'Database',
      rank: 10,
      example: 'file:data/app.db',
      comment: 'A file, or a libSQL server (libsql://...?authToken=...). Development has file:data/app.db.',
    }),
    env('DATABASE_BUSY_TIMEOUT_MS', {
      group: 'Database',
      rank: 20,
      example: '5000',
      comment: 'How long a write waits for the writes of other processes.',
    }),
    env('TEST_DATABASE_URL', {
      group: 'Database',
      rank: 50,
      example: 'file:data/test.db',
      comment: 'Where tests make files of their own.',
    }),
    ignore('data/', 30),
  ],
  mysql: [
    dependency('mysql2'),
    env('DATABASE_URL', {
      group: 'Database',
      rank: 10,
      example: 'mysql://root:app@127.0.0.1:3306/app',
      comment: 'A MySQL (8.0 or later) or MariaDB (10.6 or later) server, in development too.',
    }),
    env('DATABASE_POOL_SIZE', {
      group: 'Database',
      rank: 20,
      example: '10',
      comment: 'Connections of one process to the server.',
    }),
    env('DATABASE_STATEMENT_TIMEOUT_MS', {
      group: 'Database',
      rank: 30,
      example: '30000',
      comment: 'The server cancels statements that run longer; MySQL only those that read.',
    }),
    env('TEST_DATABASE_URL', {
      group: 'Database',
      rank: 50,
      example: 'mysql://root:app@127.0.0.1:3306/app_test',
      comment: 'A server for tests, which need one; they make their own databases there.',
    }),
  ],
};
