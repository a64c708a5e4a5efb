import { db } from '../database/client.js';
import type { Period, Usage } from './period.js';
import { type OrderRow, toRow } from './repository.js';

/** The orders of a period in the order of their ids, from the one after `afterId` on. */
export async function findOrdersOf(
  { from, to }: Period,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<OrderRow[]> {
  const orders = await db().order.findMany({
    where: { placedAt: { gte: new Date(from), lt: new Date(to) }, id: { gt: afterId } },
    orderBy: { id: 'asc' },
    take: limit,
  });
  return orders.map(toRow);
}

/** How much was ordered in a period, by currency. */
export async function findUsageOf({ from, to }: Period): Promise<Usage[]> {
  return db().$queryRaw<Usage[]>`
    select
      currency,
      count(*)::int as orders,
      count(distinct customer_email)::int as customers,
      coalesce(sum(total) filter (where status = 'placed'), 0)::text as revenue
    from orders
    where placed_at >= ${new Date(from)} and placed_at < ${new Date(to)}
    group by currency
    order by currency
  `;
}
