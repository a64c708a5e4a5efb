import { expect, test } from 'vitest';
import { uniqueViolation } from './unique-violation.js';

const violation = (columns: string) =>
  new Error('query failed', {
    cause: Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: `Key (${columns})=(tea) already exists.`,
    }),
  });

test('names the fields whose values are taken, as the API does', () => {
  expect(uniqueViolation(violation('sku_code'))).toEqual(['skuCode']);
  expect(uniqueViolation(violation('lower((name)::text)'))).toEqual(['name']);
  expect(uniqueViolation(violation('order_id, product_id'))).toEqual(['orderId', 'productId']);
});

test('is about no other error', () => {
  expect(uniqueViolation(new Error('no'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
