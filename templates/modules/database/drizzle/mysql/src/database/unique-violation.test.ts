import { mysqlTable, unique, varchar } from 'drizzle-orm/mysql-core';
import { expect, test, vi } from 'vitest';
import { uniqueViolation } from './unique-violation.js';

vi.mock('./schema.js', () => ({
  things: mysqlTable(
    'things',
    {
      skuCode: varchar('sku_code', { length: 10 }).unique(),
      orderId: varchar('order_id', { length: 10 }),
      lineId: varchar('line_id', { length: 10 }),
    },
    (table) => [unique('things_line').on(table.orderId, table.lineId)],
  ),
  kinds: ['a', 'b'],
}));

const taken = (key: string) =>
  new Error('query failed', {
    cause: Object.assign(new Error(`Duplicate entry 'it's for key 'x'' for key '${key}'`), {
      code: 'ER_DUP_ENTRY',
    }),
  });

test('names the fields whose values are taken, as the API does', () => {
  expect(uniqueViolation(taken('things.things_sku_code_unique'))).toEqual(['skuCode']);
  expect(uniqueViolation(taken('things_sku_code_unique'))).toEqual(['skuCode']);
  expect(uniqueViolation(taken('things.things_line'))).toEqual(['orderId', 'lineId']);
  expect(uniqueViolation(taken('other_key'))).toEqual(['otherKey']);
});

test('is about no other error', () => {
  expect(uniqueViolation(new Error('no'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
