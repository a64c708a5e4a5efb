import { And, LessThan, MoreThan, MoreThanOrEqual } from 'typeorm';
import { db } from '../database/client.js';
import { Order } from './order.entity.js';
import type { Period, Usage } from './period.js';
import type { OrderRow } from './repository.js';

/** The orders of a period in the order of their ids, from the one after `afterId` on. */
export function findOrdersOf(
  { from, to }: Period,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<OrderRow[]> {
  return db().find(Order, {
    where: {
      placedAt: And(MoreThanOrEqual(new Date(from)), LessThan(new Date(to))),
      id: MoreThan(afterId),
    },
    order: { id: 'ASC' },
    take: limit,
  });
}

/** How much was ordered in a period, by currency. */
export function findUsageOf({ from, to }: Period): Promise<Usage[]> {
  return db().sql<Usage[]>`
    select
      currency,
      count(*) as orders,
      count(distinct customer_email) as customers,
      cast(sum(if(status = 'placed', total, 0)) as decimal(18, 2)) as revenue
    from orders
    where placed_at >= ${new Date(from)} and placed_at < ${new Date(to)}
    group by currency
    order by currency
  `;
}
