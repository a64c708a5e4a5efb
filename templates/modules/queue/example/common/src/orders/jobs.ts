import { z } from 'zod';
import { sendMail } from '../platform/mail/index.js';
import { type AnyJob, defineJob, PermanentError } from '../platform/queue/index.js';
import { receiptText } from './receipt.js';
import { writeOrderReport, writeUsage } from './reports.js';
import { findLines, findOrder } from './repository.js';

/** Mails the customer what was ordered. */
export const sendReceipt = defineJob({
  name: 'orders.send-receipt',
  schema: z.object({ orderId: z.int() }),
  timeoutMs: 30_000,
  handler: async ({ orderId }) => {
    const order = await findOrder(orderId);
    if (order === undefined) throw new PermanentError(`Order ${orderId} is gone.`);
    const lines = await findLines([orderId]);
    await sendMail({
      to: order.customerEmail,
      subject: `Your order ${orderId}`,
      text: receiptText(order, lines.get(orderId) ?? []),
    });
  },
});

/** Days, of which the last one doesn't belong to the report. */
export const reportPeriod = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Must be later than from.' });

/** Writes the orders of some days to a CSV file. */
export const reportOrders = defineJob({
  name: 'orders.report',
  schema: reportPeriod,
  timeoutMs: 600_000,
  handler: (period, { signal }) => writeOrderReport(period, signal),
});

/** Notes every night how much was ordered the day before. */
export const recordUsage = defineJob({
  name: 'orders.record-usage',
  schema: z.object({ day: z.iso.date().optional() }),
  schedule: { cron: '5 0 * * *', timeZone: 'UTC', payload: {} },
  handler: ({ day = yesterday() }) => writeUsage(day),
});

export const orderJobs: readonly AnyJob[] = [sendReceipt, reportOrders, recordUsage];

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}
