import { sql } from 'drizzle-orm';
import {
  char,
  check,
  datetime,
  decimal,
  int,
  mediumtext,
  mysqlTable,
  text,
  varchar,
} from 'drizzle-orm/mysql-core';
import { currencies } from './currencies.js';

export const products = mysqlTable(
  'products',
  {
    id: int().autoincrement().primaryKey(),
    name: varchar({ length: 200 }).notNull().unique(),
    description: text().notNull(),
    price: decimal({ precision: 12, scale: 2 }).notNull(),
    currency: char({ length: 3, enum: currencies }).notNull(),
    stock: int().notNull(),
    image: mediumtext(),
    thumbnail: mediumtext(),
    createdAt: datetime('created_at', { fsp: 3 }).notNull().default(sql`current_timestamp(3)`),
    updatedAt: datetime('updated_at', { fsp: 3 })
      .notNull()
      .default(sql`current_timestamp(3)`)
      .$onUpdate(() => new Date()),
  },
  (table) => [
    check('products_price_not_negative', sql`${table.price} >= 0`),
    check('products_stock_not_negative', sql`${table.stock} >= 0`),
  ],
);

export type ProductRow = typeof products.$inferSelect;
export type NewProductRow = typeof products.$inferInsert;
