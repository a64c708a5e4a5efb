import { rmSync } from 'node:fs';
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

/** Test files run side by side, so each worker of vitest has a database of its own. */
const file = `${settings.database.url.slice('file:'.length)}.${process.env.VITEST_POOL_ID ?? '1'}`;

/** Connects to a database of this test file alone, with all migrations. */
export async function connectTestDatabase(): Promise<void> {
  await disconnectDatabase();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  await connectDatabase({ url: `file:${file}` });
  await migrateDatabase();
}

/** Empties all tables and starts their ids anew. */
export async function clearDatabase(): Promise<void> {
  const { rows } = await rawQuery(
    `select name from sqlite_schema where type = 'table' and name <> '__drizzle_migrations'`,
  );
  await transaction(async () => {
    await rawQuery('pragma defer_foreign_keys = on');
    for (const { name } of rows) await rawQuery(`delete from "${String(name)}"`);
  });
}
