import { QueryFailedError } from 'typeorm';
import { expect, test } from 'vitest';
import { uniqueViolation } from './unique-violation.js';

const refusal = (columns: string) =>
  Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: `Key (${columns})=(tea) already exists.`,
  });

test('names the fields whose values are taken, as the API does', () => {
  expect(uniqueViolation(refusal('sku_code'))).toEqual(['skuCode']);
  expect(uniqueViolation(refusal('lower((name)::text)'))).toEqual(['name']);
  expect(uniqueViolation(refusal('order_id, product_id'))).toEqual(['orderId', 'productId']);
});

test('knows it behind the error of TypeORM', () => {
  const failed = new QueryFailedError('insert', [], refusal('name'));
  expect(uniqueViolation(failed)).toEqual(['name']);
});

test('is about no other error', () => {
  expect(uniqueViolation(new Error('no'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
