import { expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { rawQuery } from './client.js';
import { transaction } from './transaction.js';

useDatabase();

test('the isolation level is chosen by the outermost transaction', async () => {
  const level = await transaction(
    async () => {
      await expect(
        transaction(async () => undefined, { isolation: 'serializable' }),
      ).rejects.toThrow('outermost');
      return rawQuery('show transaction_isolation');
    },
    { isolation: 'repeatable read' },
  );
  expect(level.rows).toEqual([{ transaction_isolation: 'repeatable read' }]);
});

test('a transaction is an error when a statement failed and nobody minded', async () => {
  await rawQuery('create table notes (id int primary key)');
  const note = () => rawQuery('insert into notes values (1)');
  const work = transaction(async () => {
    await note();
    await note().catch(() => undefined);
  });
  await expect(work).rejects.toThrow();
  expect((await rawQuery('select id from notes')).rows).toEqual([]);
});
