import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeOrder } from '../../test/factories.js';
import {
  assertNumQueries,
  clearDatabase,
  createTestClient,
  type TestClient,
} from '../../test/index.js';
import { single } from '../database/single.js';
import { orderList } from './schema.js';
import { listOrders } from './service.js';
import { totalOf } from './stock.js';

let client: TestClient;

beforeAll(async () => {
  client = await createTestClient();
});
beforeEach(clearDatabase);
afterAll(() => client.close());

const url = new URL('http://shop.test/orders');

//{{#if database.prisma}}
/** Prisma reads the products of the lines with a statement of their own. */
const statements = 3;
//{{else}}
const statements = 2;
//{{/if}}

test('a page of orders takes as many statements, however many orders and lines it has', async () => {
  await makeOrder();
  await makeOrder();
  await makeOrder();
  const page = await assertNumQueries(statements, () => listOrders(orderList.parse({}), url));
  expect(page.results.map(({ lines }) => lines.length)).toEqual([1, 1, 1]);
});

test('totals are exact', () => {
  expect(totalOf([])).toBe('0.00');
  expect(totalOf([{ price: '0.10', quantity: 3 }])).toBe('0.30');
  expect(totalOf([{ price: '9999999999.99', quantity: 1_000 }])).toBe('9999999999990.00');
});

test('a statement that gives no row where one is certain is an error', () => {
  expect(() => single([])).toThrow('expected to give a row');
});
