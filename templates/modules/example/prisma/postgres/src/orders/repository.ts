import { db } from '../database/client.js';
import type { Order, Prisma } from '../database/generated/client.js';
import { whereOf } from '../platform/http/lists/conditions.js';
import type { KeysetWindow } from '../platform/http/lists/cursor.js';
import type { OrderKey, OrderLine, OrderList } from './schema.js';

export interface OrderRow extends Omit<Order, 'total'> {
  /** Decimals are strings outside of the repository. */
  readonly total: string;
}

export type NewOrderRow = Prisma.OrderCreateManyInput;
export type NewOrderLineRow = Prisma.OrderLineCreateManyInput;

/** What Prisma gives, as the rest of the project has it. */
export function toRow({ total, ...rest }: Order): OrderRow {
  return { ...rest, total: total.toFixed(2) };
}

/** The orders of a page, newest first, or oldest first when the window goes backwards. */
export async function findOrders(
  query: OrderList,
  { key, backwards, limit }: KeysetWindow<OrderKey>,
): Promise<OrderRow[]> {
  const direction = backwards ? 'asc' : 'desc';
  const orders = await db().order.findMany({
    where: { AND: [matching(query), ...(key ? [beyond(key, backwards)] : [])] },
    orderBy: [{ placedAt: direction }, { id: direction }],
    take: limit,
  });
  return orders.map(toRow);
}

function matching(query: OrderList): Prisma.OrderWhereInput {
  return whereOf<OrderList, Prisma.OrderWhereInput>(query, {
    status: (status) => ({ status }),
    customerEmail: (customerEmail) => ({ customerEmail }),
    placedAt__gte: (value) => ({ placedAt: { gte: new Date(value) } }),
    placedAt__lt: (value) => ({ placedAt: { lt: new Date(value) } }),
  });
}

/** Keyset pagination: the index finds the place at once, however far down the list it is. */
function beyond({ placedAt, id }: OrderKey, backwards: boolean): Prisma.OrderWhereInput {
  return backwards
    ? { OR: [{ placedAt: { gt: placedAt } }, { placedAt, id: { gt: id } }] }
    : { OR: [{ placedAt: { lt: placedAt } }, { placedAt, id: { lt: id } }] };
}

export async function findOrder(id: number): Promise<OrderRow | undefined> {
  const order = await db().order.findUnique({ where: { id } });
  return order === null ? undefined : toRow(order);
}

/** Reads an order and keeps others from changing it until the transaction ends. */
export async function lockOrder(id: number): Promise<OrderRow | undefined> {
  await db().$queryRaw`select id from orders where id = ${id} for update`;
  return findOrder(id);
}

/** The lines of many orders with the names of their products, by order: two statements, however many orders. */
export async function findLines(orderIds: readonly number[]): Promise<Map<number, OrderLine[]>> {
  const rows = await db().orderLine.findMany({
    select: {
      orderId: true,
      productId: true,
      product: { select: { name: true } },
      quantity: true,
      unitPrice: true,
    },
    where: { orderId: { in: [...orderIds] } },
    orderBy: { id: 'asc' },
  });
  const lines = new Map<number, OrderLine[]>(orderIds.map((id) => [id, []]));
  for (const { orderId, productId, product, quantity, unitPrice } of rows) {
    lines.get(orderId)?.push({
      productId,
      productName: product.name,
      quantity,
      unitPrice: unitPrice.toFixed(2),
    });
  }
  return lines;
}

export async function insertOrder(row: NewOrderRow): Promise<OrderRow> {
  return toRow(await db().order.create({ data: row }));
}

export async function insertLines(rows: readonly NewOrderLineRow[]): Promise<void> {
  await db().orderLine.createMany({ data: [...rows] });
}

export async function setStatus(id: number, status: OrderRow['status']): Promise<OrderRow> {
  return toRow(await db().order.update({ where: { id }, data: { status } }));
}
