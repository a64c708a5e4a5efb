import { expect, test } from 'vitest';
import { uniqueViolation } from './unique-violation.js';

const failure = (message: string) =>
  new Error('query failed', {
    cause: Object.assign(new Error(`SQLITE_CONSTRAINT: ${message}`), { code: 'SQLITE_CONSTRAINT' }),
  });
const taken = (columns: string) => failure(`UNIQUE constraint failed: ${columns}`);

test('names the fields whose values are taken, as the API does', () => {
  expect(uniqueViolation(taken('products.sku_code'))).toEqual(['skuCode']);
  expect(uniqueViolation(taken('lines.order_id, lines.product_id'))).toEqual([
    'orderId',
    'productId',
  ]);
  expect(uniqueViolation(taken(`index 'lower_name'`))).toEqual(['lowerName']);
});

test('is about no other error', () => {
  expect(uniqueViolation(failure('CHECK constraint failed: stock'))).toBeUndefined();
  expect(uniqueViolation(new Error('no'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
