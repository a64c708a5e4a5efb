import { asc, eq, gt, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { db } from '../database/client.js';
import { single } from '../database/single.js';
import { orderLines, orders } from '../orders/tables.js';
import { orderOf, searchIn, whereOf } from '../platform/http/lists/conditions.js';
import type { Slice } from '../platform/http/lists/limit-offset.js';
import type { ProductList, ProductPatch, ProductSales } from './schema.js';
import { products } from './tables.js';

export type ProductRow = typeof products.$inferSelect;
export type NewProductRow = typeof products.$inferInsert;

/** A statement takes 65,535 parameters at most, and a product has less than ten. */
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
  return single(await db().insert(products).values(row).returning());
}

/** Inserts any number of products in batches, leaving out names that are there already. */
export async function insertProducts(rows: readonly NewProductRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const batch = rows.slice(start, start + rowsPerInsert);
    await db().insert(products).values(batch).onConflictDoNothing({ target: products.name });
  }
}

/** Changes the fields that are given; undefined when there is no such product. */
export async function updateProduct(
  id: number,
  changes: ProductPatch & Partial<Pick<ProductRow, 'thumbnail'>>,
): Promise<ProductRow | undefined> {
  const [row] = await db().update(products).set(changes).where(eq(products.id, id)).returning();
  return row;
}

/** False when there is no such product. */
export async function deleteProduct(id: number): Promise<boolean> {
  const { rowCount } = await db().delete(products).where(eq(products.id, id));
  return rowCount === 1;
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
  const rows = changes.map(
    ({ productId, difference }) => sql`(${productId}::int, ${difference}::int)`,
  );
  await db()
    .update(products)
    .set({ stock: sql`${products.stock} + changes.difference` })
    .from(sql`(values ${sql.join(rows, sql`, `)}) as changes (product_id, difference)`)
    .where(eq(products.id, sql`changes.product_id`));
}

/** How well the products sell, best first: a report that is clearer in SQL than in a query builder. */
export async function findSales({ limit, offset }: Slice): Promise<ProductSales[]> {
  const { rows } = await db().execute<ProductSales & Record<string, unknown>>(sql`
    select
      ${products.id} as "productId",
      ${products.name} as "name",
      ${products.currency} as "currency",
      coalesce(sum(sold.quantity), 0)::int as "units",
      coalesce(sum(sold.quantity * sold.unit_price), 0)::numeric(18, 2)::text as "revenue"
    from ${products}
    left join (
      select ${orderLines.productId}, ${orderLines.quantity}, ${orderLines.unitPrice}
      from ${orderLines}
      join ${orders} on ${orders.id} = ${orderLines.orderId} and ${orders.status} = 'placed'
    ) as sold on sold.product_id = ${products.id}
    group by ${products.id}
    order by "units" desc, "productId"
    limit ${limit} offset ${offset}
  `);
  return rows;
}
