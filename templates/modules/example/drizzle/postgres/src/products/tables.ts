import { sql } from 'drizzle-orm';
import { check, pgTable } from 'drizzle-orm/pg-core';
import { currencies } from './currencies.js';

const instant = { withTimezone: true, precision: 3 } as const;

export const products = pgTable(
  'products',
  (t) => ({
    id: t.integer().primaryKey().generatedAlwaysAsIdentity(),
    name: t.varchar({ length: 200 }).notNull().unique(),
    description: t.text().notNull(),
    price: t.numeric({ precision: 12, scale: 2 }).notNull(),
    currency: t.char({ length: 3, enum: currencies }).notNull(),
    stock: t.integer().notNull(),
    image: t.text(),
    thumbnail: t.text(),
    createdAt: t.timestamp('created_at', instant).notNull().defaultNow(),
    updatedAt: t
      .timestamp('updated_at', instant)
      .notNull()
      .defaultNow()
      .$onUpdate(() => sql`now()`),
  }),
  (table) => [
    check('products_price_not_negative', sql`${table.price} >= 0`),
    check('products_stock_not_negative', sql`${table.stock} >= 0`),
  ],
);
