import { sql } from 'drizzle-orm';
import { check, mysqlTable } from 'drizzle-orm/mysql-core';
import { currencies } from './currencies.js';

export const products = mysqlTable(
  'products',
  (t) => ({
    id: t.int().autoincrement().primaryKey(),
    name: t.varchar({ length: 200 }).notNull().unique(),
    description: t.text().notNull(),
    price: t.decimal({ precision: 12, scale: 2 }).notNull(),
    currency: t.char({ length: 3, enum: currencies }).notNull(),
    stock: t.int().notNull(),
    image: t.mediumtext(),
    thumbnail: t.mediumtext(),
    createdAt: t.datetime('created_at', { fsp: 3 }).notNull().default(sql`current_timestamp(3)`),
    updatedAt: t
      .datetime('updated_at', { fsp: 3 })
      .notNull()
      .default(sql`current_timestamp(3)`)
      .$onUpdate(() => new Date()),
  }),
  (table) => [
    check('products_price_not_negative', sql`${table.price} >= 0`),
    check('products_stock_not_negative', sql`${table.stock} >= 0`),
  ],
);
