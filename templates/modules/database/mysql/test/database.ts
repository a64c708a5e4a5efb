import mysql from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectDatabase, disconnectDatabase, rawQuery } from '../src/database/client.js';
import { migrateDatabase } from '../src/database/migrate.js';
import { transaction } from '../src/database/transaction.js';
import { settings } from '../src/settings/index.js';

/** Gives every test of a file an empty database, for tests that need no app. */
export function useDatabase(): void {
  beforeAll(connectTestDatabase);
  beforeEach(clearDatabase);
  afterAll(disconnectDatabase);
}

/**
 * Connects to a database of this test file alone, with all migrations, on the server of TEST_DATABASE_URL. Test files
 * run side by side, so each worker of vitest has a database of its own.
 */
export async function connectTestDatabase(): Promise<void> {
  await disconnectDatabase();
  const own = new URL(settings.database.url);
  own.pathname = `${own.pathname}_${process.env.VITEST_POOL_ID ?? '1'}`;
  const server = new URL(own);
  server.pathname = '/';
  const connection = await mysql.createConnection(server.href);
  const name = own.pathname.slice(1);
  await connection.query('drop database if exists ??', [name]);
  await connection.query('create database ?? character set utf8mb4', [name]);
  await connection.end();
  await connectDatabase({ url: own.href });
  await migrateDatabase();
}

/** Empties all tables and starts their ids anew. */
export async function clearDatabase(): Promise<void> {
  //{{#if database.typeorm}}
  const { rows } = await rawQuery(
    `select table_name as name from information_schema.tables
     where table_schema = database() and table_name <> 'migrations'`,
  );
  //{{else}}
  const { rows } = await rawQuery(
    `select table_name as name from information_schema.tables
     where table_schema = database() and table_name <> '__drizzle_migrations'`,
  );
  //{{/if}}
  // In a transaction for the sake of its connection: what is set counts for that one alone.
  await transaction(async () => {
    await rawQuery('set foreign_key_checks = 0');
    for (const { name } of rows) await rawQuery('truncate table ??', [name]);
    await rawQuery('set foreign_key_checks = 1');
  });
}
