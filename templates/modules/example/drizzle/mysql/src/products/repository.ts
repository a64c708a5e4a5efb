import { asc, eq, gt, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, rawQuery } from '../database/client.js';
import { single } from '../database/single.js';
import { orderLines } from '../orders/tables.js';
import { orderOf, searchIn, whereOf } from '../platform/http/lists/conditions.js';
import type { Slice } from '../platform/http/lists/limit-offset.js';
import { type ProductList, type ProductPatch, type ProductSales, productSales } from './schema.js';
import { products } from './tables.js';

export type ProductRow = typeof products.$inferSelect;
export type NewProductRow = typeof products.$inferInsert;

/** A statement of this many products stays far below the 16 MB that a server takes by default. */
const rowsPerInsert = 1_000;

function matching(query: Partial<ProductList>): SQL | undefined {
  return whereOf(query, {
    search: (text) => searchIn([products.name, products.description], text),
    currency: (value) => eq(products.currency, value),
    inStock: (value) => (value ? gt(products.stock, 0) : eq(products.stock, 0)),
    price__gte: (value) => gte(products.price, value),
    price__lte: (value) => lte(products.price, value),
  });
}

/** How many products match, or how many there are. */
export async function countProducts(query: Partial<ProductList> = {}): Promise<number> {
  return db().$count(products, matching(query));
}

export async function findProducts(
  query: ProductList,
  { limit, offset }: Slice,
): Promise<ProductRow[]> {
  return db()
    .select()
    .from(products)
    .where(matching(query))
    .orderBy(...orderOf(query.ordering, products))
    .limit(limit)
    .offset(offset);
}

export async function findProduct(id: number): Promise<ProductRow | undefined> {
  const [row] = await db().select().from(products).where(eq(products.id, id));
  return row;
}

export async function insertProduct(row: NewProductRow): Promise<ProductRow> {
  const { id } = single(await db().insert(products).values(row).$returningId());
  return single(await db().select().from(products).where(eq(products.id, id)));
}

/** Inserts any number of products in batches, leaving those as they are whose names are there already. */
export async function insertProducts(rows: readonly NewProductRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const batch = rows.slice(start, start + rowsPerInsert);
    const unchanged = { name: sql`${products.name}` };
    await db().insert(products).values(batch).onDuplicateKeyUpdate({ set: unchanged });
  }
}

/** Changes the fields that are given; undefined when there is no such product. */
export async function updateProduct(
  id: number,
  changes: ProductPatch & Partial<Pick<ProductRow, 'thumbnail'>>,
): Promise<ProductRow | undefined> {
  await db().update(products).set(changes).where(eq(products.id, id));
  return findProduct(id);
}

/** False when there is no such product. */
export async function deleteProduct(id: number): Promise<boolean> {
  const [{ affectedRows }] = await db().delete(products).where(eq(products.id, id));
  return affectedRows > 0;
}

/** Whether any order has the product among its lines. */
export async function isOrdered(id: number): Promise<boolean> {
  const [line] = await db()
    .select({ id: orderLines.id })
    .from(orderLines)
    .where(eq(orderLines.productId, id))
    .limit(1);
  return line !== undefined;
}

/** What an order must know of a product. */
export type OrderedProduct = Pick<ProductRow, 'id' | 'price' | 'currency' | 'stock'>;

/**
 * Reads products and keeps others from changing them until the transaction ends. They are locked in the order of
 * their ids, so that two orders of the same products wait for each other instead of getting stuck.
 */
export async function lockProducts(ids: readonly number[]): Promise<OrderedProduct[]> {
  const { id, price, currency, stock } = products;
  return db()
    .select({ id, price, currency, stock })
    .from(products)
    .where(inArray(id, [...ids]))
    .orderBy(asc(id))
    .for('update');
}

export interface StockChange {
  readonly productId: number;
  /** Negative when stock is taken. */
  readonly difference: number;
}

/** Changes the stock of many products, each by its own number, in one statement. */
export async function changeStock(changes: readonly StockChange[]): Promise<void> {
  const cases = changes.map(
    ({ productId, difference }) => sql`when ${productId} then ${difference}`,
  );
  const difference = sql`case ${products.id} ${sql.join(cases, sql` `)} end`;
  await db()
    .update(products)
    .set({ stock: sql`${products.stock} + ${difference}` })
    .where(
      inArray(
        products.id,
        changes.map(({ productId }) => productId),
      ),
    );
}

/** How well the products sell, best first: a report that is clearer in SQL than in a query builder. */
export async function findSales({ limit, offset }: Slice): Promise<ProductSales[]> {
  const { rows } = await rawQuery(
    `select
       products.id as productId,
       products.name,
       products.currency,
       cast(coalesce(sum(sold.quantity), 0) as signed) as units,
       cast(coalesce(sum(sold.quantity * sold.unit_price), 0) as decimal(18, 2)) as revenue
     from products
     left join (
       select order_lines.product_id, order_lines.quantity, order_lines.unit_price
       from order_lines
       join orders on orders.id = order_lines.order_id and orders.status = 'placed'
     ) as sold on sold.product_id = products.id
     group by products.id, products.name, products.currency
     order by units desc, productId
     limit ? offset ?`,
    [limit, offset],
  );
  return z.array(productSales).parse(rows);
}
