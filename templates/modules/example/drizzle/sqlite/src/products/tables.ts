import { sql } from 'drizzle-orm';
import { check, sqliteTable } from 'drizzle-orm/sqlite-core';
import { money } from '../database/money.js';
import { currencies } from './currencies.js';

/** Instants are whole milliseconds, which compare as they should. */
const now = sql`(cast(unixepoch('subsec') * 1000 as integer))`;

export const products = sqliteTable(
  'products',
  (t) => ({
    id: t.integer().primaryKey({ autoIncrement: true }),
    name: t.text().notNull().unique(),
    description: t.text().notNull(),
    price: money().notNull(),
    currency: t.text({ enum: currencies }).notNull(),
    stock: t.integer().notNull(),
    image: t.text(),
    thumbnail: t.text(),
    createdAt: t.integer('created_at', { mode: 'timestamp_ms' }).notNull().default(now),
    updatedAt: t
      .integer('updated_at', { mode: 'timestamp_ms' })
      .notNull()
      .default(now)
      .$onUpdate(() => new Date()),
  }),
  (table) => [
    check('products_price_not_negative', sql`${table.price} >= 0`),
    check('products_stock_not_negative', sql`${table.stock} >= 0`),
  ],
);
