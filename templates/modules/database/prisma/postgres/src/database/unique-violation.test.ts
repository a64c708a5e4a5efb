import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { db, rawQuery } from './client.js';
import { uniqueViolation } from './unique-violation.js';

useDatabase();

beforeAll(async () => {
  await rawQuery(`
    create table parts (
      sku_code text constraint one_sku unique,
      name text,
      order_id int,
      product_id int,
      unique (order_id, product_id)
    );
    create unique index on parts (lower(name));
  `);
});

/** What is taken when a value is inserted that is there already. */
function takenBy(insert: PromiseLike<unknown>) {
  return insert.then(() => undefined, uniqueViolation);
}

test.each([
  [`sku_code) values ('a')`, ['skuCode']],
  [`order_id, product_id) values (1, 2)`, ['orderId', 'productId']],
])('names the fields whose values are taken, as the API does: %s', async (columns, fields) => {
  const statement = `insert into parts (${columns}`;
  await rawQuery(statement);
  expect(await takenBy(db().$executeRawUnsafe(statement))).toEqual(fields);
  expect(await takenBy(rawQuery(statement))).toEqual(fields);
});

test('names the field of an index over an expression', async () => {
  const statement = `insert into parts (name) values ('Tea')`;
  await rawQuery(statement);
  expect(await takenBy(rawQuery(statement))).toEqual(['name']);
});

test('is about no other error', async () => {
  expect(await takenBy(rawQuery('select * from nothing'))).toBeUndefined();
  expect(uniqueViolation('no')).toBeUndefined();
});
