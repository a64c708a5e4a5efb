import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import { productInput } from '../../../test/factories.js';
import { db } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import { cache } from '../cache/index.js';

vi.mock('../cache/store.js', async () => {
  const { mapStore } = await import('../../../test/map-store.js');
  return { createStore: () => mapStore().store };
});

useDatabase();

let id: number;

beforeEach(async () => {
  await cache.delete('stock');
  await cache.delete('orders');
  const data = productInput({ name: 'Tea', stock: 1 });
  ({ id } = await db().product.create({ data }));
  await cachedStock();
  await cache.getOrSet('orders', { tags: ['orders'] }, () => db().order.count());
});

const cachedStock = () =>
  cache.getOrSet('stock', { tags: ['products'] }, async () => {
    const product = await db().product.findUniqueOrThrow({ where: { id } });
    return product.stock;
  });

const isCached = async (key: string): Promise<boolean> => (await cache.get(key)) !== undefined;

const raise = () => db().product.update({ where: { id }, data: { stock: { increment: 1 } } });

it.each([
  ['create', () => db().product.create({ data: productInput() })],
  ['createMany', () => db().product.createMany({ data: [productInput(), productInput()] })],
  ['update', raise],
  ['updateMany', () => db().product.updateMany({ data: { stock: 2 } })],
  ['delete', () => db().product.delete({ where: { id } })],
  [
    'upsert',
    () =>
      db().product.upsert({ where: { name: 'Tea' }, create: productInput(), update: { stock: 3 } }),
  ],
])('%s busts what is cached of its table, and of no other', async (_name, write) => {
  await write();
  expect(await isCached('stock')).toBe(false);
  expect(await isCached('orders')).toBe(true);
});

it('reading busts nothing', async () => {
  await db().product.findMany();
  await db().product.count();
  expect(await isCached('stock')).toBe(true);
});

it('a nested write busts its table too', async () => {
  const order = await db().order.create({
    data: { customerEmail: 'ann@example.com', total: '9.50', currency: 'EUR' },
  });
  await cache.getOrSet('orders', { tags: ['orders'] }, () => db().order.count());
  await db().product.update({
    where: { id },
    data: { lines: { create: { orderId: order.id, quantity: 1, unitPrice: '9.50' } } },
  });
  expect(await isCached('orders')).toBe(false);
});

it('leaves no stale read to concurrent readers', async () => {
  let acknowledged = 1;
  let stale = 0;
  let reads = 0;
  const end = Date.now() + 800;
  const isOver = () => Date.now() > end && reads > 20;
  async function reader(): Promise<void> {
    while (!isOver()) {
      const atLeast = acknowledged;
      if ((await cachedStock()) < atLeast) stale += 1;
      reads += 1;
      await sleep(0);
    }
  }
  async function writer(write: () => PromiseLike<{ stock: number }>): Promise<void> {
    while (!isOver()) {
      const { stock } = await write();
      acknowledged = Math.max(acknowledged, stock);
      await sleep(Math.random() * 5);
    }
  }
  const readers = Array.from({ length: 10 }, reader);
  await Promise.all([...readers, writer(raise), writer(() => transaction(async () => raise()))]);
  expect(stale).toBe(0);
});
