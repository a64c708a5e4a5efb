import { afterAll, expect, test, vi } from 'vitest';
import { connectTestDatabase } from '../../test/database.js';
import { logger } from '../platform/logging/logger.js';
import { connectDatabase, disconnectDatabase, pingDatabase, rawQuery } from './client.js';

afterAll(disconnectDatabase);

test('nothing works before it is connected, and the error says what to do', async () => {
  await expect(pingDatabase()).rejects.toThrow('call connectDatabase() first');
  await disconnectDatabase();
});

test('a connection that fails can be tried again', async () => {
  await expect(connectDatabase({ url: 'file:package.json' })).rejects.toThrow('not a database');
  await connectTestDatabase();
  await pingDatabase();
});

test('connecting again changes nothing', async () => {
  await rawQuery('create table mine (id int)');
  await connectDatabase({ url: 'file:elsewhere.db' });
  expect((await rawQuery('select * from mine')).rows).toEqual([]);
});

test('rows have the names of their columns', async () => {
  expect((await rawQuery('select 1 as one, ? as two', ['2'])).rows).toEqual([{ one: 1, two: '2' }]);
  expect((await rawQuery('delete from mine')).rows).toEqual([]);
});

test('foreign keys are kept', async () => {
  await rawQuery('create table parents (id integer primary key)');
  await rawQuery('create table children (parent_id int references parents)');
  await expect(rawQuery('insert into children values (1)')).rejects.toThrow('FOREIGN KEY');
});

test('statements are traced without their parameters', async () => {
  await disconnectDatabase();
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  const trace = vi.spyOn(logger, 'trace').mockReturnValue(undefined);
  await connectTestDatabase();
  await rawQuery('select ?', ['secret']);
  expect(trace).toHaveBeenCalledWith({ sql: 'select ?', durationMs: expect.any(Number) }, 'query');
});
