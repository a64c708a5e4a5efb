import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeOrder, makeProduct } from '../../test/factories.js';
import { clearDatabase, createTestClient, type TestClient } from '../../test/index.js';
import type { Order } from './schema.js';

let client: TestClient;

beforeAll(async () => {
  client = await createTestClient();
});
beforeEach(clearDatabase);
afterAll(() => client.close());

interface Page {
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Order[];
}

const customerEmail = 'ann@example.com';

async function stockOf(id: number): Promise<number> {
  return (await client.get(`/products/${id}`)).json<{ stock: number }>().stock;
}

describe('an order', () => {
  test('is placed, with its total and the names of its products', async () => {
    const tea = await makeProduct({ name: 'Tea', price: '0.10', stock: 9 });
    const mug = await makeProduct({ name: 'Mug', price: '19.99', stock: 9 });
    const response = await client.post('/orders', {
      customerEmail,
      lines: [
        { productId: tea.id, quantity: 3 },
        { productId: mug.id, quantity: 2 },
      ],
    });
    expect(response.status).toBe(201);
    expect(response.headers.location).toMatch(/\/orders\/1/);
    expect(response.json()).toEqual({
      id: 1,
      customerEmail,
      status: 'placed',
      total: '40.28',
      currency: 'EUR',
      placedAt: expect.stringMatching(/Z$/),
      lines: [
        { productId: tea.id, productName: 'Tea', quantity: 3, unitPrice: '0.10' },
        { productId: mug.id, productName: 'Mug', quantity: 2, unitPrice: '19.99' },
      ],
    });
    expect([await stockOf(tea.id), await stockOf(mug.id)]).toEqual([6, 7]);
    expect((await client.get('/orders/1')).json()).toEqual(response.json());
  });

  test('takes nothing at all when there is not enough of one product', async () => {
    const tea = await makeProduct({ stock: 5 });
    const mug = await makeProduct({ stock: 1 });
    const response = await client.post('/orders', {
      customerEmail,
      lines: [
        { productId: tea.id, quantity: 1 },
        { productId: mug.id, quantity: 2 },
      ],
    });
    expect(response.status).toBe(409);
    expect(response.json()).toMatchObject({ errors: { 'lines.1.quantity': ['Only 1 left.'] } });
    expect(await stockOf(tea.id)).toBe(5);
  });

  test('refuses unknown products, several currencies, and a product twice', async () => {
    const euros = await makeProduct();
    const dollars = await makeProduct({ currency: 'USD' });
    const errorsOf = async (...productIds: number[]) => {
      const lines = productIds.map((productId) => ({ productId, quantity: 1 }));
      const response = await client.post('/orders', { customerEmail, lines });
      expect(response.status).toBe(400);
      return Object.keys(response.json<{ errors: object }>().errors);
    };
    expect(await errorsOf(4711)).toEqual(['lines.0.productId']);
    expect(await errorsOf(euros.id, dollars.id)).toEqual(['lines']);
    expect(await errorsOf(euros.id, euros.id)).toEqual(['lines.1.productId']);
    expect(await errorsOf()).toEqual(['lines']);
  });

  test('is cancelled once, and gives its products back', async () => {
    const tea = await makeProduct({ stock: 5 });
    const { id } = await makeOrder({ lines: [{ productId: tea.id, quantity: 2 }] });
    expect(await stockOf(tea.id)).toBe(3);
    const response = await client.post(`/orders/${id}/cancel`);
    expect(response.json()).toMatchObject({ id, status: 'cancelled' });
    expect(await stockOf(tea.id)).toBe(5);
    expect((await client.post(`/orders/${id}/cancel`)).status).toBe(409);
  });

  test('is a 404 when there is none', async () => {
    expect((await client.get('/orders/4711')).status).toBe(404);
    expect((await client.post('/orders/4711/cancel')).status).toBe(404);
  });

  test('is neither changed nor removed', async () => {
    const { id } = await makeOrder();
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const response = await client.request(method, `/orders/${id}`);
      expect([response.status, response.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });
});

test('the last pieces are sold once, however many want them at the same time', async () => {
  const { id } = await makeProduct({ stock: 3 });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      client.post('/orders', { customerEmail, lines: [{ productId: id, quantity: 1 }] }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
  expect(await stockOf(id)).toBe(0);
});

describe('the list of orders', () => {
  const ids = (page: Page) => page.results.map(({ id }) => id);
  const read = async (path: string) => (await client.get(path)).json<Page>();

  beforeEach(async () => {
    const { id } = await makeProduct({ stock: 100 });
    for (const who of ['ann', 'bob', 'ann', 'ann', 'ann']) {
      const lines = [{ productId: id, quantity: 1 }];
      await makeOrder({ customerEmail: `${who}@example.com`, lines });
    }
  });

  test('leads by cursors from the newest to the oldest and back, and counts nothing', async () => {
    const first = await read('/orders?page_size=2');
    expect(Object.keys(first).sort()).toEqual(['next', 'previous', 'results']);
    const second = await read(first.next ?? '');
    const third = await read(second.next ?? '');
    expect([first, second, third].map(ids)).toEqual([[5, 4], [3, 2], [1]]);
    expect([first.previous, third.next]).toEqual([null, null]);
    expect(ids(await read(third.previous ?? ''))).toEqual([3, 2]);
  });

  test('shows no order twice and misses none when new ones come in between', async () => {
    const first = await read('/orders?page_size=2');
    await makeOrder();
    expect(ids(await read(first.next ?? ''))).toEqual([3, 2]);
  });

  test('is filtered', async () => {
    await client.post('/orders/3/cancel');
    const now = new Date(Date.now() + 60_000).toISOString();
    expect(ids(await read('/orders?customerEmail=bob@example.com'))).toEqual([2]);
    expect(ids(await read('/orders?status=cancelled'))).toEqual([3]);
    expect(ids(await read(`/orders?placedAt__gte=${now}`))).toEqual([]);
    expect(ids(await read(`/orders?placedAt__lt=${now}`))).toHaveLength(5);
  });

  test('refuses a cursor that is broken', async () => {
    expect((await client.get('/orders?cursor=@@')).status).toBe(404);
  });
});
