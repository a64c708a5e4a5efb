import { sql } from 'drizzle-orm';
import { check, index, mysqlTable, unique } from 'drizzle-orm/mysql-core';
import { currencies } from '../products/currencies.js';
import { products } from '../products/tables.js';
import { orderStatuses } from './statuses.js';

export const orders = mysqlTable(
  'orders',
  (t) => ({
    id: t.int().autoincrement().primaryKey(),
    customerEmail: t.varchar('customer_email', { length: 254 }).notNull(),
    status: t.mysqlEnum(orderStatuses).notNull().default('placed'),
    total: t.decimal({ precision: 18, scale: 2 }).notNull(),
    currency: t.char({ length: 3, enum: currencies }).notNull(),
    placedAt: t.datetime('placed_at', { fsp: 3 }).notNull().default(sql`current_timestamp(3)`),
  }),
  (table) => [index('orders_placed_at_id').on(table.placedAt, table.id)],
);

export const orderLines = mysqlTable(
  'order_lines',
  (t) => ({
    id: t.int().autoincrement().primaryKey(),
    orderId: t
      .int('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    productId: t
      .int('product_id')
      .notNull()
      .references(() => products.id),
    quantity: t.int().notNull(),
    /** What the product cost when it was ordered. */
    unitPrice: t.decimal('unit_price', { precision: 12, scale: 2 }).notNull(),
  }),
  (table) => [
    unique('order_lines_order_id_product_id').on(table.orderId, table.productId),
    index('order_lines_product_id').on(table.productId),
    check('order_lines_quantity_positive', sql`${table.quantity} > 0`),
  ],
);
