import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, unique } from 'drizzle-orm/pg-core';
import { currencies } from '../products/currencies.js';
import { products } from '../products/tables.js';
import { orderStatuses } from './statuses.js';

export const orderStatus = pgEnum('order_status', orderStatuses);

export const orders = pgTable(
  'orders',
  (t) => ({
    id: t.integer().primaryKey().generatedAlwaysAsIdentity(),
    customerEmail: t.varchar('customer_email', { length: 254 }).notNull(),
    status: orderStatus().notNull().default('placed'),
    total: t.numeric({ precision: 18, scale: 2 }).notNull(),
    currency: t.char({ length: 3, enum: currencies }).notNull(),
    placedAt: t.timestamp('placed_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  }),
  (table) => [index('orders_placed_at_id').on(table.placedAt, table.id)],
);

export const orderLines = pgTable(
  'order_lines',
  (t) => ({
    id: t.integer().primaryKey().generatedAlwaysAsIdentity(),
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
    unitPrice: t.numeric('unit_price', { precision: 12, scale: 2 }).notNull(),
  }),
  (table) => [
    unique('order_lines_order_id_product_id').on(table.orderId, table.productId),
    index('order_lines_product_id').on(table.productId),
    check('order_lines_quantity_positive', sql`${table.quantity} > 0`),
  ],
);
