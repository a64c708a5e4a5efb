import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { rawQuery } from './client.js';
import { migrateDatabase, migrateOnStart } from './migrate.js';

useDatabase();

const applied = async () => (await rawQuery('select hash from __drizzle_migrations')).rows;

test('applies each migration once, also when several processes try at the same time', async () => {
  const before = await applied();
  await Promise.all([migrateDatabase(), migrateDatabase(), migrateOnStart()]);
  expect(await applied()).toEqual(before);
});

test('leaves the database of a deployment to the deployment', async () => {
  await rawQuery('drop table __drizzle_migrations');
  await migrateOnStart('production');
  await migrateOnStart('staging');
  await expect(applied()).rejects.toThrow("doesn't exist");
});
