import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { rawQuery } from './client.js';
import { transaction } from './transaction.js';

useDatabase();

test('the isolation level is chosen by the outermost transaction', async () => {
  const work = transaction(
    () => transaction(async () => undefined, { isolation: 'serializable' }),
    { isolation: 'serializable' },
  );
  await expect(work).rejects.toThrow('outermost');
});

test('transactions take turns, however many begin at once', async () => {
  await rawQuery('create table counters (count int)');
  await rawQuery('insert into counters values (0)');
  const increment = () =>
    transaction(async () => {
      const { rows } = await rawQuery('select count from counters');
      await rawQuery('update counters set count = ?', [Number(rows[0]?.count) + 1]);
    });
  await Promise.all(Array.from({ length: 20 }, increment));
  expect((await rawQuery('select count from counters')).rows).toEqual([{ count: 20 }]);
});
