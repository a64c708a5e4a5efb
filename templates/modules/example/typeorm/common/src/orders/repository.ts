import { In, LessThan, MoreThan, MoreThanOrEqual } from 'typeorm';
import { db } from '../database/client.js';
import { filterBy } from '../platform/http/lists/conditions.js';
import type { KeysetWindow } from '../platform/http/lists/cursor.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import type { OrderKey, OrderLine as OrderLineOfApi, OrderList } from './schema.js';

export type OrderRow = Order;
export type NewOrderRow = Pick<Order, 'customerEmail' | 'currency' | 'total'> &
  Partial<Pick<Order, 'placedAt'>>;
export type NewOrderLineRow = Pick<OrderLine, 'orderId' | 'productId' | 'quantity' | 'unitPrice'>;

const orders = () => db().getRepository(Order);

/** The orders of a page, newest first, or oldest first when the window goes backwards. */
export function findOrders(
  query: OrderList,
  { key, backwards, limit }: KeysetWindow<OrderKey>,
): Promise<OrderRow[]> {
  const direction = backwards ? 'ASC' : 'DESC';
  const builder = filterBy(orders().createQueryBuilder('order'), query, {
    status: (status) => [{ status }],
    customerEmail: (customerEmail) => [{ customerEmail }],
    placedAt__gte: (value) => [{ placedAt: MoreThanOrEqual(new Date(value)) }],
    placedAt__lt: (value) => [{ placedAt: LessThan(new Date(value)) }],
  });
  if (key !== undefined) builder.andWhere(beyond(key, backwards));
  return builder
    .orderBy('order.placedAt', direction)
    .addOrderBy('order.id', direction)
    .take(limit)
    .getMany();
}

/** Keyset pagination: the index finds the place at once, however far down the list it is. */
function beyond({ placedAt, id }: OrderKey, backwards: boolean) {
  const follows = backwards ? MoreThan : LessThan;
  return [{ placedAt: follows(placedAt) }, { placedAt, id: follows(id) }];
}

export async function findOrder(id: number): Promise<OrderRow | undefined> {
  return (await orders().findOneBy({ id })) ?? undefined;
}

/** Reads an order and keeps others from changing it until the transaction ends. */
export async function lockOrder(id: number): Promise<OrderRow | undefined> {
  const order = await orders().findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  return order ?? undefined;
}

/** The lines of many orders with the names of their products, by order: one statement, however many orders. */
export async function findLines(
  orderIds: readonly number[],
): Promise<Map<number, OrderLineOfApi[]>> {
  const rows = await db().find(OrderLine, {
    select: {
      id: true,
      orderId: true,
      productId: true,
      quantity: true,
      unitPrice: true,
      product: { id: true, name: true },
    },
    relations: { product: true },
    where: { orderId: In(orderIds) },
    order: { id: 'ASC' },
  });
  const lines = new Map<number, OrderLineOfApi[]>(orderIds.map((id) => [id, []]));
  for (const { orderId, productId, product, quantity, unitPrice } of rows) {
    lines.get(orderId)?.push({ productId, productName: product.name, quantity, unitPrice });
  }
  return lines;
}

//{{#if database.mysql}}
/** Gives the order as it is stored. */
export async function insertOrder(row: NewOrderRow): Promise<OrderRow> {
  const order = orders().create(row);
  await orders().insert(order);
  return orders().findOneByOrFail({ id: order.id });
}
//{{else}}
/** Gives the order as it is stored, which is what `returning` is for. */
export async function insertOrder(row: NewOrderRow): Promise<OrderRow> {
  const order = orders().create(row);
  await orders().createQueryBuilder().insert().values(order).returning('*').execute();
  return order;
}
//{{/if}}

export async function insertLines(rows: readonly NewOrderLineRow[]): Promise<void> {
  await db().insert(OrderLine, [...rows]);
}

export async function setStatus(id: number, status: OrderRow['status']): Promise<OrderRow> {
  await orders().update({ id }, { status });
  return orders().findOneByOrFail({ id });
}
