import { AsyncResource } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { rawQuery } from './client.js';
import { transaction } from './transaction.js';

useDatabase();

const count = async (): Promise<unknown> =>
  (await rawQuery('select count(*) as count from notes')).rows[0]?.count;

/** What a transaction counts before and after another connection adds a row. */
function countTwice(isolation?: 'repeatable read'): Promise<readonly unknown[]> {
  const elsewhere = outside(() => rawQuery('insert into notes values (1)'));
  return transaction(
    async () => {
      const before = await count();
      await elsewhere();
      return [before, await count()];
    },
    isolation === undefined ? {} : { isolation },
  );
}

/** The work as if it was asked for here and now: it takes no part in a transaction that comes later. */
const outside = <T>(work: () => Promise<T>): (() => Promise<T>) => AsyncResource.bind(work);

test('a transaction sees what others commit meanwhile, or chooses not to', async () => {
  await rawQuery('create table notes (id int)');
  expect(await countTwice()).toEqual([0, 1]);
  expect(await countTwice('repeatable read')).toEqual([1, 1]);
});

test('the isolation level is chosen by the outermost transaction', async () => {
  const work = transaction(() => transaction(async () => undefined, { isolation: 'serializable' }));
  await expect(work).rejects.toThrow('outermost');
});

test('a transaction that met a deadlock leaves nothing behind, also when nobody minded', async () => {
  await rawQuery('create table counters (id int primary key, count int)');
  await rawQuery('insert into counters values (1, 0), (2, 0)');
  const raise = (id: number) =>
    rawQuery('update counters set count = count + 1 where id = ?', [id]);
  const crossing = (first: number, second: number) =>
    transaction(async () => {
      await raise(first);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await raise(second).catch(() => undefined);
      await raise(second).catch(() => undefined);
    });
  const results = await Promise.allSettled([crossing(1, 2), crossing(2, 1)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { rows } = await rawQuery('select sum(count) as sum from counters');
  expect(Number(rows[0]?.sum)).toBe(3);
});
