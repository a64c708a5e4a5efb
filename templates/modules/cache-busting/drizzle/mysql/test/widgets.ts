import { sql } from 'drizzle-orm';
import { int, mysqlTable } from 'drizzle-orm/mysql-core';
import { db } from '../src/database/client.js';

/** A table that only tests have. */
export const widgets = mysqlTable('widgets', {
  id: int().primaryKey(),
  price: int().notNull(),
});

/** Raises all prices. */
export const raise = () =>
  db()
    .update(widgets)
    .set({ price: sql`${widgets.price} + 1` });

/** Raises the price of the only widget, and gives what it was raised to, or was meanwhile. */
export async function raiseAndRead(): Promise<number> {
  await raise();
  const [row] = await db().select().from(widgets);
  return row?.price ?? 0;
}

export const upsert = () =>
  db()
    .insert(widgets)
    .values({ id: 1, price: 9 })
    .onDuplicateKeyUpdate({ set: { price: 9 } });
