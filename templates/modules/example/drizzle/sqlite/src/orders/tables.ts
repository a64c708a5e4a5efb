import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, unique } from 'drizzle-orm/sqlite-core';
import { money } from '../database/money.js';
import { currencies } from '../products/currencies.js';
import { products } from '../products/tables.js';
import { orderStatuses } from './statuses.js';

export const orders = sqliteTable(
  'orders',
  (t) => ({
    id: t.integer().primaryKey({ autoIncrement: true }),
    customerEmail: t.text('customer_email').notNull(),
    status: t.text({ enum: orderStatuses }).notNull().default('placed'),
    total: money().notNull(),
    currency: t.text({ enum: currencies }).notNull(),
    placedAt: t
      .integer('placed_at', { mode: 'timestamp_ms' })
      .notNull()
      .default(sql`(cast(unixepoch('subsec') * 1000 as integer))`),
  }),
  (table) => [
    index('orders_placed_at_id').on(table.placedAt, table.id),
    check('orders_status', sql`${table.status} in ('placed', 'cancelled')`),
  ],
);

export const orderLines = sqliteTable(
  'order_lines',
  (t) => ({
    id: t.integer().primaryKey({ autoIncrement: true }),
    orderId: t
      .integer('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    productId: t
      .integer('product_id')
      .notNull()
      .references(() => products.id),
    quantity: t.integer().notNull(),
    /** What the product cost when it was ordered. */
    unitPrice: money('unit_price').notNull(),
  }),
  (table) => [
    unique('order_lines_order_id_product_id').on(table.orderId, table.productId),
    index('order_lines_product_id').on(table.productId),
    check('order_lines_quantity_positive', sql`${table.quantity} > 0`),
  ],
);
