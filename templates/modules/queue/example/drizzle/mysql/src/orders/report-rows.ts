import { and, asc, gt, gte, lt, sql } from 'drizzle-orm';
import { db } from '../database/client.js';
import type { Period, Usage } from './period.js';
import type { OrderRow } from './repository.js';
import { orders } from './tables.js';

const placedIn = ({ from, to }: Period) =>
  and(gte(orders.placedAt, new Date(from)), lt(orders.placedAt, new Date(to)));

/** The orders of a period in the order of their ids, from the one after `afterId` on. */
export async function findOrdersOf(
  period: Period,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<OrderRow[]> {
  return db()
    .select()
    .from(orders)
    .where(and(placedIn(period), gt(orders.id, afterId)))
    .orderBy(asc(orders.id))
    .limit(limit);
}

/** How much was ordered in a period, by currency. */
export async function findUsageOf(period: Period): Promise<Usage[]> {
  return db()
    .select({
      currency: orders.currency,
      orders: sql<number>`count(*)`,
      customers: sql<number>`count(distinct ${orders.customerEmail})`,
      revenue: sql<string>`cast(sum(if(${orders.status} = 'placed', ${orders.total}, 0)) as decimal(18, 2))`,
    })
    .from(orders)
    .where(placedIn(period))
    .groupBy(orders.currency)
    .orderBy(asc(orders.currency));
}
