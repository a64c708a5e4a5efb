import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { driver, rawQuery } from './client.js';
import { migrateDatabase, migrateOnStart } from './migrate.js';

useDatabase();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

const applied = async () =>
  (
    await rawQuery(
      'select migration_name as name, checksum from _prisma_migrations order by started_at',
    )
  ).rows;

test('applies each migration once, also when several processes try at the same time', async () => {
  const before = await applied();
  await Promise.all([migrateDatabase(), migrateDatabase(), migrateOnStart()]);
  expect(await applied()).toEqual(before);
});

test('writes down what it applied as Prisma does', async () => {
  write('20260102000000_notes', 'create table notes (id int);\ninsert into notes values (1);\n');
  write('20260103000000_texts', 'alter table notes add text text;\n');
  await driver().migrate(folder);
  await driver().migrate(folder);
  expect((await rawQuery('select * from notes')).rows).toEqual([{ id: 1, text: null }]);
  expect((await applied()).slice(-2)).toEqual([
    {
      name: '20260102000000_notes',
      checksum: 'c6178ce7013b5c05b3c0994cb0c26d2097f3c4c9bebbd7bb4a2bc300320b087e',
    },
    expect.objectContaining({ name: '20260103000000_texts' }),
  ]);
});

test('applies a migration wholly or not at all', async () => {
  write('20260104000000_half', 'create table half (id int);\nselect no_such_column from half;\n');
  await expect(driver().migrate(folder)).rejects.toThrow('20260104000000_half failed');
  await expect(rawQuery('select * from half')).rejects.toThrow('does not exist');
  write('20260104000000_half', 'create table half (id int);\n');
  await driver().migrate(folder);
  expect((await rawQuery('select * from half')).rows).toEqual([]);
});

test("goes no further than a migration that failed under Prisma's own command", async () => {
  write('20260105000000_stuck', 'select 1;\n');
  await rawQuery(`
    insert into _prisma_migrations (id, checksum, migration_name, logs)
    values ('1', '', '20260105000000_stuck', 'syntax error')
  `);
  await expect(driver().migrate(folder)).rejects.toThrow('prisma migrate resolve');
  await rawQuery(`update _prisma_migrations set rolled_back_at = now() where id = '1'`);
  await driver().migrate(folder);
  expect((await applied()).at(-1)).toMatchObject({ name: '20260105000000_stuck' });
});

test('leaves the database of a deployment to the deployment', async () => {
  await rawQuery('drop table _prisma_migrations');
  await migrateOnStart('production');
  await migrateOnStart('staging');
  await expect(applied()).rejects.toThrow('does not exist');
});
