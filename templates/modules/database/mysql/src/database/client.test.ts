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
  await expect(connectDatabase({ url: 'mysql://127.0.0.1:1/none' })).rejects.toThrow();
  await connectTestDatabase();
  await pingDatabase();
});

test('connecting again changes nothing', async () => {
  await rawQuery('create table mine (id int)');
  await connectDatabase({ url: 'mysql://127.0.0.1:1/none' });
  expect((await rawQuery('select * from mine')).rows).toEqual([]);
});

test('statements give rows, or how many they changed', async () => {
  expect((await rawQuery('select 1 as one, ? as two', ['2'])).rows).toEqual([{ one: 1, two: '2' }]);
  expect(await rawQuery('insert into mine values (1), (2)')).toEqual({ rows: [], affectedRows: 2 });
});

test('instants are those of UTC, to the millisecond', async () => {
  const at = new Date('2026-03-01T10:00:00.123Z');
  await rawQuery('create table instants (at datetime(3), number bigint)');
  await rawQuery('insert into instants values (?, unix_timestamp(?) * 1000)', [at, at]);
  expect((await rawQuery('select * from instants')).rows).toEqual([{ at, number: at.getTime() }]);
});

test('statements are traced without their parameters', async () => {
  await disconnectDatabase();
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  const trace = vi.spyOn(logger, 'trace').mockReturnValue(undefined);
  await connectTestDatabase();
  await rawQuery('select ?', ['secret']);
  expect(trace).toHaveBeenCalledWith({ sql: 'select ?', durationMs: expect.any(Number) }, 'query');
});
