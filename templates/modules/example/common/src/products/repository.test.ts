import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { productInput } from '../../test/factories.js';
import {
  assertNumQueries,
  clearDatabase,
  createTestClient,
  type TestClient,
} from '../../test/index.js';
import { onQuery } from '../database/query-log.js';
import { seedDatabase } from '../database/seed.js';
import { transaction } from '../database/transaction.js';
import { changeStock, countProducts, insertProducts, lockProducts } from './repository.js';

let client: TestClient;

beforeAll(async () => {
  client = await createTestClient();
});
beforeEach(clearDatabase);
afterAll(() => client.close());

test('many products are inserted in batches', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => productInput({ name: `Tea ${index}` }));
  await transaction(() => assertNumQueries(3, () => insertProducts(rows)));
  expect(await countProducts()).toBe(2_500);
});

test('the stock of many products changes in one statement', async () => {
  await insertProducts([productInput({ stock: 5 }), productInput({ stock: 7 })]);
  const changes = [
    { productId: 1, difference: -2 },
    { productId: 2, difference: 3 },
  ];
  await transaction(() => assertNumQueries(1, () => changeStock(changes)));
  const stock = await transaction(() => lockProducts([2, 1]));
  expect(stock.map((product) => product.stock)).toEqual([3, 10]);
});

test('an order reads only the columns that it needs', async () => {
  const statements: string[] = [];
  const stop = onQuery(({ sql }) => statements.push(sql));
  await transaction(() => lockProducts([1]));
  stop();
  const read = statements.find((sql) => sql.includes('stock'));
  for (const column of ['id', 'price', 'currency']) expect(read).toContain(column);
  for (const column of ['description', 'image']) expect(read).not.toContain(column);
});

test('stock is never negative', async () => {
  await insertProducts([productInput({ stock: 1 })]);
  await expect(changeStock([{ productId: 1, difference: -2 }])).rejects.toThrow();
});

test('seeding fills the shop, and changes nothing the second time', async () => {
  await seedDatabase();
  const count = await countProducts();
  await seedDatabase();
  expect([count > 0, await countProducts()]).toEqual([true, count]);
});
