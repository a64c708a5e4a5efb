import { sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { db } from '../src/database/client.js';

/** A table that only tests have. */
export const widgets = pgTable('widgets', {
  id: integer().primaryKey(),
  price: integer().notNull(),
});

/** Raises all prices. */
export const raise = () =>
  db()
    .update(widgets)
    .set({ price: sql`${widgets.price} + 1` });

/** Raises the price of the only widget, and gives what it was raised to. */
export async function raiseAndRead(): Promise<number> {
  const [row] = await raise().returning();
  return row?.price ?? 0;
}

export const upsert = () =>
  db()
    .insert(widgets)
    .values({ id: 1, price: 9 })
    .onConflictDoUpdate({ target: widgets.id, set: { price: 9 } });
