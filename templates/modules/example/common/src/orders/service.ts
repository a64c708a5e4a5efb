import { single } from '../database/single.js';
import { transaction } from '../database/transaction.js';
import { conflict, notFound } from '../platform/errors/problem.js';
import { keysetPage, keysetWindow } from '../platform/http/lists/cursor.js';
//{{#if on.monitoring}}
import { metrics } from '../platform/monitoring/index.js';
//{{/if}}
//{{#if on.queue}}
import { enqueue } from '../platform/queue/index.js';
//{{/if}}
//{{#if (and on.cache (not on.cacheBusting))}}
import { dropCachedProducts } from '../products/cached.js';
//{{/if}}
import { changeStock } from '../products/repository.js';
//{{#if on.queue}}
import { sendReceipt } from './jobs.js';
//{{/if}}
import * as repository from './repository.js';
import { type Order, type OrderInput, type OrderList, orderKey } from './schema.js';
//{{#if on.monitoring}}
import { countRefund, countSale } from './statistics.js';
//{{/if}}
import { takeStock, totalOf } from './stock.js';

const noSuchOrder = 'There is no such order.';

/** Adds the lines to orders, with one statement for all of them. */
async function withLines(rows: readonly repository.OrderRow[]): Promise<Order[]> {
  const lines = await repository.findLines(rows.map(({ id }) => id));
  return rows.map((row) => ({
    ...row,
    placedAt: row.placedAt.toISOString(),
    lines: lines.get(row.id) ?? [],
  }));
}

/** A page of orders, newest first; `url` is what the client asked for, and what the links are made of. */
export async function listOrders(query: OrderList, url: URL) {
  const window = keysetWindow(query, orderKey);
  const rows = await repository.findOrders(query, window);
  const page = keysetPage(url, window, rows, ({ placedAt, id }) => ({ placedAt, id }));
  return { ...page, results: await withLines(page.results) };
}

/** Throws a 404 when there is no such order. */
export async function getOrder(id: number): Promise<Order> {
  const row = await repository.findOrder(id);
  if (row === undefined) throw notFound(noSuchOrder);
  return single(await withLines([row]));
}

/** Takes the products from the stock and places the order, or does nothing at all: see `takeStock` for its errors. */
export function placeOrder(input: OrderInput): Promise<Order> {
  //{{#if on.monitoring}}
  return metrics.time('checkout', () => transaction(() => place(input)));
  //{{else}}
  return transaction(() => place(input));
  //{{/if}}
}

async function place({ customerEmail, lines }: OrderInput): Promise<Order> {
  const taken = await takeStock(lines);
  const { currency } = single(taken);
  const row = await repository.insertOrder({ customerEmail, currency, total: totalOf(taken) });
  await repository.insertLines(
    taken.map(({ id, quantity, price }) => ({
      orderId: row.id,
      productId: id,
      quantity,
      unitPrice: price,
    })),
  );
  //{{#if on.queue}}
  await enqueue(sendReceipt, { orderId: row.id });
  //{{/if}}
  //{{#if on.monitoring}}
  await countSale(row);
  //{{/if}}
  //{{#if (and on.cache (not on.cacheBusting))}}
  await dropCachedProducts();
  //{{/if}}
  return single(await withLines([row]));
}

/** Puts the products of an order back. Throws a 404 when there is no such order, a 409 when it is cancelled already. */
export function cancelOrder(id: number): Promise<Order> {
  return transaction(async () => {
    const row = await repository.lockOrder(id);
    if (row === undefined) throw notFound(noSuchOrder);
    if (row.status === 'cancelled') throw conflict('The order is cancelled already.');
    const cancelled = await repository.setStatus(id, 'cancelled');
    const order = single(await withLines([cancelled]));
    await changeStock(
      order.lines.map(({ productId, quantity }) => ({ productId, difference: quantity })),
    );
    //{{#if on.monitoring}}
    await countRefund(cancelled);
    //{{/if}}
    //{{#if (and on.cache (not on.cacheBusting))}}
    await dropCachedProducts();
    //{{/if}}
    return order;
  });
}
