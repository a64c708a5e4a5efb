import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { connectTestDatabase } from '../../test/database.js';
import { logger } from '../platform/logging/logger.js';
import { settings } from '../settings/index.js';
import {
  connectDatabase,
  disconnectDatabase,
  isEmbedded,
  pingDatabase,
  rawQuery,
} from './client.js';
import { DataFolderInUse } from './data-lock.js';
import { openEmbedded } from './embedded.js';

afterAll(disconnectDatabase);

test('nothing works before it is connected, and the error says what to do', async () => {
  await expect(pingDatabase()).rejects.toThrow('call connectDatabase() first');
  await disconnectDatabase();
});

test('connecting again changes nothing', async () => {
  await connectTestDatabase();
  await rawQuery('create temporary table mine (id int)');
  await connectDatabase();
  await pingDatabase();
  expect((await rawQuery('select * from mine')).rows).toEqual([]);
  await disconnectDatabase();
});

test('a connection that fails can be tried again', async () => {
  await expect(connectDatabase({ url: 'postgres://127.0.0.1:1/none' })).rejects.toThrow();
  await connectTestDatabase();
  await pingDatabase();
});

test('raw SQL may be several statements, whose last rows count', async () => {
  expect((await rawQuery('select 1 as one; select 2 as two')).rows).toEqual([{ two: 2 }]);
  expect((await rawQuery('select $1::int as three', [3])).rows).toEqual([{ three: 3 }]);
  expect((await rawQuery('')).rows).toEqual([]);
});

test('statements are traced without their parameters', async () => {
  await disconnectDatabase();
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  const trace = vi.spyOn(logger, 'trace').mockReturnValue(undefined);
  await connectTestDatabase();
  await rawQuery('select $1::text', ['secret']);
  expect(trace).toHaveBeenCalledWith(
    { sql: 'select $1::text', durationMs: expect.any(Number) },
    'query',
  );
});

test('the database is embedded when there is no URL', () => {
  expect(isEmbedded()).toBe(settings.database.url === undefined);
});

test('an embedded database keeps its data in a folder, which it locks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  const first = await openEmbedded(folder);
  await first.query('create table kept (id int)');
  await expect(openEmbedded(folder)).rejects.toThrow(DataFolderInUse);
  await first.close();
  const second = await openEmbedded(folder);
  expect((await second.query('select * from kept')).rows).toEqual([]);
  await second.close();
  rmSync(folder, { recursive: true });
});
