import { and, asc, desc, eq, gt, gte, inArray, lt, or, type SQL } from 'drizzle-orm';
import { db } from '../database/client.js';
import { single } from '../database/single.js';
import { whereOf } from '../platform/http/lists/conditions.js';
import type { KeysetWindow } from '../platform/http/lists/cursor.js';
import { products } from '../products/tables.js';
import type { OrderKey, OrderLine, OrderList } from './schema.js';
import { orderLines, orders } from './tables.js';

export type OrderRow = typeof orders.$inferSelect;
export type NewOrderRow = typeof orders.$inferInsert;
export type NewOrderLineRow = typeof orderLines.$inferInsert;

/** The orders of a page, newest first, or oldest first when the window goes backwards. */
export async function findOrders(
  query: OrderList,
  { key, backwards, limit }: KeysetWindow<OrderKey>,
): Promise<OrderRow[]> {
  const direction = backwards ? asc : desc;
  return db()
    .select()
    .from(orders)
    .where(and(matching(query), key && beyond(key, backwards)))
    .orderBy(direction(orders.placedAt), direction(orders.id))
    .limit(limit);
}

function matching(query: OrderList): SQL | undefined {
  return whereOf(query, {
    status: (value) => eq(orders.status, value),
    customerEmail: (value) => eq(orders.customerEmail, value),
    placedAt__gte: (value) => gte(orders.placedAt, new Date(value)),
    placedAt__lt: (value) => lt(orders.placedAt, new Date(value)),
  });
}

/** Keyset pagination: the index finds the place at once, however far down the list it is. */
function beyond({ placedAt, id }: OrderKey, backwards: boolean): SQL | undefined {
  const follows = backwards ? gt : lt;
  return or(
    follows(orders.placedAt, placedAt),
    and(eq(orders.placedAt, placedAt), follows(orders.id, id)),
  );
}

export async function findOrder(id: number): Promise<OrderRow | undefined> {
  const [row] = await db().select().from(orders).where(eq(orders.id, id));
  return row;
}

/** Reads an order and keeps others from changing it until the transaction ends. */
export async function lockOrder(id: number): Promise<OrderRow | undefined> {
  const [row] = await db().select().from(orders).where(eq(orders.id, id)).for('update');
  return row;
}

/** The lines of many orders with the names of their products, by order: one statement, however many orders. */
export async function findLines(orderIds: readonly number[]): Promise<Map<number, OrderLine[]>> {
  const rows = await db()
    .select({
      orderId: orderLines.orderId,
      line: {
        productId: orderLines.productId,
        productName: products.name,
        quantity: orderLines.quantity,
        unitPrice: orderLines.unitPrice,
      },
    })
    .from(orderLines)
    .innerJoin(products, eq(products.id, orderLines.productId))
    .where(inArray(orderLines.orderId, [...orderIds]))
    .orderBy(asc(orderLines.id));
  const lines = new Map<number, OrderLine[]>(orderIds.map((id) => [id, []]));
  for (const { orderId, line } of rows) lines.get(orderId)?.push(line);
  return lines;
}

export async function insertOrder(row: NewOrderRow): Promise<OrderRow> {
  return single(await db().insert(orders).values(row).returning());
}

export async function insertLines(rows: NewOrderLineRow[]): Promise<void> {
  await db().insert(orderLines).values(rows);
}

export async function setStatus(id: number, status: OrderRow['status']): Promise<OrderRow> {
  return single(await db().update(orders).set({ status }).where(eq(orders.id, id)).returning());
}
