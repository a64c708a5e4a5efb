import { expect, test, vi } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { db, rawQuery } from './client.js';
import { uniqueViolation } from './unique-violation.js';

vi.mock('./entities.js', async () => {
  const { EntitySchema } = await import('typeorm');
  const thing = new EntitySchema<{ skuCode: string; orderId: number; lineId: number }>({
    name: 'things',
    columns: {
      skuCode: { name: 'sku_code', type: 'varchar', length: 10, primary: true, unique: true },
      orderId: { name: 'order_id', type: 'int' },
      lineId: { name: 'line_id', type: 'int' },
    },
    uniques: [{ name: 'things_line', columns: ['orderId', 'lineId'] }],
  });
  return { entities: [thing] };
});

useDatabase();

const refusal = (key: string) =>
  Object.assign(new Error('duplicate'), {
    code: 'ER_DUP_ENTRY',
    sqlMessage: `Duplicate entry 'it's for key 'x'' for key '${key}'`,
  });

/** The error of a statement that must fail. */
const failure = (statement: Promise<unknown>): Promise<unknown> =>
  statement.then(
    () => undefined,
    (error: unknown) => error,
  );

test('names the fields whose values are taken, as the API does', async () => {
  await rawQuery('drop table if exists things');
  await db().dataSource.synchronize();
  const things = db().getRepository<Record<string, unknown>>('things');
  await things.insert({ skuCode: 'tea', orderId: 1, lineId: 1 });
  const sameLine = things.insert({ skuCode: 'jam', orderId: 1, lineId: 1 });
  expect(uniqueViolation(await failure(sameLine))).toEqual(['orderId', 'lineId']);
  const sameSku = rawQuery(`insert into things values ('TEA', 2, 1)`);
  expect(uniqueViolation(await failure(sameSku))).toBeDefined();
});

test('knows a key by the words of either server, and one that no entity has by its name', () => {
  const key = db()
    .dataSource.getMetadata('things')
    .indices.find(({ columns }) => columns.length === 1);
  expect(uniqueViolation(refusal(`things.${key?.name}`))).toEqual(['skuCode']);
  expect(uniqueViolation(refusal(`${key?.name}`))).toEqual(['skuCode']);
  expect(uniqueViolation(refusal('other_key'))).toEqual(['otherKey']);
});

test('is about no other error', () => {
  expect(uniqueViolation(new Error('no'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
