import { sql } from 'drizzle-orm';
import {
  char,
  check,
  datetime,
  decimal,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  unique,
  varchar,
} from 'drizzle-orm/mysql-core';
import { currencies } from '../products/currencies.js';
import { products } from '../products/tables.js';
import { orderStatuses } from './statuses.js';

export const orders = mysqlTable(
  'orders',
  {
    id: int().autoincrement().primaryKey(),
    customerEmail: varchar('customer_email', { length: 254 }).notNull(),
    status: mysqlEnum(orderStatuses).notNull().default('placed'),
    total: decimal({ precision: 18, scale: 2 }).notNull(),
    currency: char({ length: 3, enum: currencies }).notNull(),
    placedAt: datetime('placed_at', { fsp: 3 }).notNull().default(sql`current_timestamp(3)`),
  },
  (table) => [index('orders_placed_at_id').on(table.placedAt, table.id)],
);

export const orderLines = mysqlTable(
  'order_lines',
  {
    id: int().autoincrement().primaryKey(),
    orderId: int('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    productId: int('product_id')
      .notNull()
      .references(() => products.id),
    quantity: int().notNull(),
    /** What the product cost when it was ordered. */
    unitPrice: decimal('unit_price', { precision: 12, scale: 2 }).notNull(),
  },
  (table) => [
    unique('order_lines_order_id_product_id').on(table.orderId, table.productId),
    index('order_lines_product_id').on(table.productId),
    check('order_lines_quantity_positive', sql`${table.quantity} > 0`),
  ],
);

export type OrderRow = typeof orders.$inferSelect;
export type NewOrderRow = typeof orders.$inferInsert;
export type NewOrderLineRow = typeof orderLines.$inferInsert;
