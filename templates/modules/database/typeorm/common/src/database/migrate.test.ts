import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { db, rawQuery } from './client.js';
import { migrateDatabase, migrateOnStart } from './migrate.js';

useDatabase();

const applied = async () => (await rawQuery('select name from migrations order by id')).rows;

test('the migrations make what the entities describe', async () => {
  const { upQueries } = await db().dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('applies each migration once, also when several processes try at the same time', async () => {
  const before = await applied();
  await Promise.all([migrateDatabase(), migrateDatabase(), migrateOnStart()]);
  expect(await applied()).toEqual(before);
});

test('leaves the database of a deployment to the deployment', async () => {
  await rawQuery('drop table migrations');
  await migrateOnStart('production');
  await migrateOnStart('staging');
  //{{#if database.mysql}}
  await expect(applied()).rejects.toThrow("doesn't exist");
  //{{else}}
  await expect(applied()).rejects.toThrow('does not exist');
  //{{/if}}
});
