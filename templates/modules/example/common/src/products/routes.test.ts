import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeOrder, makeProduct, productInput } from '../../test/factories.js';
import { clearDatabase, createTestClient, type TestClient } from '../../test/index.js';

let client: TestClient;

beforeAll(async () => {
  client = await createTestClient();
});
beforeEach(clearDatabase);
afterAll(() => client.close());

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Record<string, unknown>[];
}

const list = async (query: Record<string, string | number>): Promise<Page> =>
  (await client.get('/products', { query })).json<Page>();

const names = async (query: Record<string, string | number>): Promise<unknown[]> =>
  (await list(query)).results.map(({ name }) => name);

describe('a product', () => {
  test('is created, with its place and what the server adds', async () => {
    const response = await client.post('/products', {
      name: ' Tea ',
      price: '9.5',
      currency: 'EUR',
      stock: 3,
      id: 99,
    });
    expect(response.status).toBe(201);
    expect(response.headers.location).toMatch(/^http:\/\/localhost\/.*products\/1/);
    expect(response.json()).toEqual({
      id: 1,
      name: 'Tea',
      description: '',
      price: '9.50',
      currency: 'EUR',
      stock: 3,
      inStock: true,
      image: null,
      thumbnail: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test('is read', async () => {
    const { id, name } = await makeProduct({ stock: 0 });
    const response = await client.get(`/products/${id}`);
    expect(response.json()).toMatchObject({ id, name, inStock: false });
  });

  test('is replaced, what is left out getting its default', async () => {
    const { id } = await makeProduct({ description: 'old', stock: 5 });
    const response = await client.put(`/products/${id}`, {
      name: 'New',
      price: '1.00',
      currency: 'USD',
    });
    expect(response.status).toBe(200);
    expect(response.json()).toMatchObject({ name: 'New', description: '', stock: 0 });
  });

  test('is changed in part, the rest staying as it is', async () => {
    const { id, name } = await makeProduct({ description: 'kept' });
    const response = await client.patch(`/products/${id}`, { price: '2.00' });
    expect(response.json()).toMatchObject({ name, price: '2.00', description: 'kept' });
  });

  test('is removed, and is gone then', async () => {
    const { id } = await makeProduct();
    const response = await client.delete(`/products/${id}`);
    expect([response.status, response.text]).toEqual([204, '']);
    expect((await client.get(`/products/${id}`)).status).toBe(404);
    expect((await client.delete(`/products/${id}`)).status).toBe(404);
  });

  test('stays when it was ordered', async () => {
    const { lines } = await makeOrder();
    const response = await client.delete(`/products/${lines[0]?.productId}`);
    expect(response.status).toBe(409);
  });

  test.each(['/products/4711', '/products/99999999999', '/products/tea'])(
    '%s is a 404',
    async (path) => {
      expect((await client.get(path)).status).toBe(404);
      expect((await client.patch(path, { stock: 1 })).status).toBe(404);
    },
  );

  test('refuses fields that are not valid, each with its reason', async () => {
    const response = await client.post('/products', { name: ' ', price: 'cheap', stock: -1 });
    expect(response.status).toBe(400);
    expect(Object.keys(response.json<{ errors: object }>().errors).sort()).toEqual([
      'currency',
      'name',
      'price',
      'stock',
    ]);
  });

  test('refuses a name that is taken as an error of that field', async () => {
    const { name } = await makeProduct();
    const response = await client.post('/products', productInput({ name }));
    expect(response.status).toBe(400);
    expect(response.json()).toMatchObject({ errors: { name: [expect.any(String)] } });
  });

  test('says which methods there are', async () => {
    const response = await client.post('/products/1', {});
    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('DELETE, GET, HEAD, PATCH, PUT');
  });
});

describe('the list of products', () => {
  beforeEach(async () => {
    await makeProduct({ name: 'Green tea', price: '4.00', stock: 1 });
    await makeProduct({ name: 'Black tea', price: '10.00', stock: 0 });
    await makeProduct({
      name: 'Mug 100%',
      price: '10.00',
      description: 'for tea',
      currency: 'USD',
    });
  });

  test('has pages that link to each other', async () => {
    const first = await list({ page_size: 2, ordering: 'name' });
    expect(first).toMatchObject({ count: 3, previous: null });
    expect(first.results).toHaveLength(2);
    const second = (await client.get(first.next ?? '')).json<Page>();
    expect(second).toMatchObject({ count: 3, next: null });
    expect(second.results.map(({ name }) => name)).toEqual(['Mug 100%']);
    expect((await client.get('/products?page=9')).status).toBe(404);
  });

  test('is searched for all words in any field', async () => {
    expect(await names({ search: 'TEA' })).toHaveLength(3);
    expect(await names({ search: 'tea green' })).toEqual(['Green tea']);
    expect(await names({ search: '100%' })).toEqual(['Mug 100%']);
    expect(await names({ search: '_' })).toEqual([]);
  });

  test('is filtered', async () => {
    expect(await names({ price__gte: 10, ordering: 'name' })).toEqual(['Black tea', 'Mug 100%']);
    expect(await names({ price__lte: '4.00' })).toEqual(['Green tea']);
    expect(await names({ inStock: 'false' })).toEqual(['Black tea']);
    expect(await names({ inStock: 'true', currency: 'USD' })).toEqual(['Mug 100%']);
  });

  test('is ordered by several fields', async () => {
    expect(await names({ ordering: '-price,name' })).toEqual([
      'Black tea',
      'Mug 100%',
      'Green tea',
    ]);
    expect(await names({ ordering: 'stock' })).toEqual(['Black tea', 'Green tea', 'Mug 100%']);
  });

  test('refuses filters and orders that it does not have', async () => {
    const response = await client.get('/products?colour=red&ordering=weight');
    expect(response.status).toBe(400);
    expect(response.json()).toMatchObject({
      errors: { colour: [expect.any(String)], ordering: [expect.any(String)] },
    });
  });
});

test('the sales report has the best sellers first, and counts no cancelled orders', async () => {
  const tea = await makeProduct({ name: 'Tea', price: '2.50' });
  const mug = await makeProduct({ name: 'Mug', price: '8.00' });
  await makeProduct({ name: 'Spoon' });
  await makeOrder({ lines: [{ productId: mug.id, quantity: 1 }] });
  await makeOrder({ lines: [{ productId: tea.id, quantity: 3 }] });
  const cancelled = await makeOrder({ lines: [{ productId: mug.id, quantity: 9 }] });
  await client.post(`/orders/${cancelled.id}/cancel`);
  const page = (await client.get('/products/sales?limit=2')).json<Page>();
  expect(page).toMatchObject({
    count: 3,
    next: expect.stringContaining('limit=2&offset=2'),
    previous: null,
    results: [
      { productId: tea.id, name: 'Tea', currency: 'EUR', units: 3, revenue: '7.50' },
      { productId: mug.id, name: 'Mug', currency: 'EUR', units: 1, revenue: '8.00' },
    ],
  });
});
