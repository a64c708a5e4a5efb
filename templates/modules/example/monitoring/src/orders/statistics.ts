import { afterCommit } from '../database/transaction.js';
import { metrics } from '../platform/monitoring/index.js';
import type { OrderRow } from './repository.js';

/** Counts the revenue of an order, and its customer among the active ones, once it is committed. */
export function countSale({ total, currency, customerEmail }: OrderRow): Promise<void> {
  return afterCommit(() => {
    metrics.revenue(total, currency);
    metrics.activity('order.placed', customerEmail);
  });
}

/** Counts what a cancelled order gives back, once that is committed. */
export function countRefund({ total, currency, customerEmail }: OrderRow): Promise<void> {
  return afterCommit(() => {
    metrics.refund(total, currency);
    metrics.activity('order.cancelled', customerEmail);
  });
}
