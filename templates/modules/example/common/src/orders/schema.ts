import { z } from 'zod';
import { cursorPage } from '../platform/http/lists/cursor.js';
import { pageOf } from '../platform/http/lists/envelope.js';
import { listQuery } from '../platform/http/lists/parameters.js';
import { currency, decimal, id } from '../products/schema.js';
import { orderStatuses } from './statuses.js';

const lineInput = z.object({
  productId: z.int().min(1).max(2_147_483_647),
  quantity: z.int().min(1).max(1_000),
});

export const orderInput = z.object({
  customerEmail: z.email().max(254),
  lines: z
    .array(lineInput)
    .min(1)
    .max(100)
    .superRefine((lines, context) => {
      const seen = new Set<number>();
      lines.forEach(({ productId }, index) => {
        if (seen.has(productId)) {
          const message = 'This product is in another line already.';
          context.addIssue({ code: 'custom', path: [index, 'productId'], message });
        }
        seen.add(productId);
      });
    }),
});

export const orderLine = z.object({
  productId: z.int(),
  productName: z.string(),
  quantity: z.int(),
  unitPrice: decimal,
});

export const order = z.object({
  id: z.int(),
  customerEmail: z.string(),
  status: z.enum(orderStatuses),
  total: z.string(),
  currency,
  placedAt: z.iso.datetime({ offset: true }),
  lines: z.array(orderLine),
});

export const orderPage = pageOf(order);

export const orderList = listQuery({
  ...cursorPage,
  status: z.enum(orderStatuses).optional(),
  customerEmail: z.email().optional(),
  placedAt__gte: z.iso.datetime({ offset: true }).optional(),
  placedAt__lt: z.iso.datetime({ offset: true }).optional(),
});

/** Where an order stands in the list of all orders: newest first, and by id where the instant is the same. */
export const orderKey = z.object({ placedAt: z.iso.datetime().pipe(z.coerce.date()), id: z.int() });

export const orderParams = z.object({ id });

export type OrderInput = z.output<typeof orderInput>;
export type OrderLineInput = z.output<typeof lineInput>;
export type OrderLine = z.output<typeof orderLine>;
export type Order = z.output<typeof order>;
export type OrderList = z.output<typeof orderList>;
export type OrderKey = z.output<typeof orderKey>;
