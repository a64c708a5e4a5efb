import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@libsql/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDriver, type Driver } from './driver.js';

let folder: string;
let other: Client;
let driver: Driver;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const url = `file:${join(folder, 'app.db')}`;
  other = createClient({ url });
  await other.execute('pragma journal_mode = wal');
  await other.execute('create table notes (text text)');
  const open = () => createClient({ url, timeout: 5 });
  driver = await createDriver({ reader: open(), writer: open() }, 500);
});

afterEach(async () => {
  await driver.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const notes = async () => (await driver.query('select text from notes')).rows;
const insert = (text: unknown) => driver.query('insert into notes values (?)', [text]);

test('a statement outside of a transaction waits for one that is open, unless it only reads', async () => {
  let late: Promise<unknown> = Promise.resolve();
  await driver.transaction(async (connection) => {
    await connection.query(`insert into notes values ('first')`);
    late = insert('late');
    await sleep(30);
    expect(await notes()).toEqual([]);
  });
  await late;
  expect(await notes()).toEqual([{ text: 'first' }, { text: 'late' }]);
});

test('writes wait for those of another process, and meanwhile this one goes on', async () => {
  const theirs = await other.transaction('write');
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 10);
  const ours = insert('ours');
  const alsoOurs = driver.transaction((connection) => connection.query('delete from notes'));
  await sleep(150);
  await theirs.commit();
  await Promise.all([ours, alsoOurs]);
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(3);
});

test('a write that waits too long fails, and the next one does not', async () => {
  const theirs = await other.transaction('write');
  await expect(insert('ours')).rejects.toThrow('locked');
  theirs.close();
  await insert('ours');
  expect(await notes()).toEqual([{ text: 'ours' }]);
});

test('parameters are what SQLite can hold', async () => {
  const values = ['text', 1, 2n, true, null, new Date(3), new Uint8Array([4])];
  for (const value of values) await insert(value);
  expect(await notes()).toHaveLength(values.length);
  await expect(insert({})).rejects.toThrow(`A object can't be a parameter`);
  await expect(insert(undefined)).rejects.toThrow(TypeError);
});
