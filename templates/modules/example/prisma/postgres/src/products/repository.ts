import { db } from '../database/client.js';
import { Prisma, type Product } from '../database/generated/client.js';
import { given } from '../database/given.js';
//{{#if on.cacheBusting}}
import { bust } from '../platform/cache-busting/index.js';
//{{/if}}
import { containing, whereOf, wordsOf } from '../platform/http/lists/conditions.js';
import type { Slice } from '../platform/http/lists/limit-offset.js';
import type { ProductList, ProductPatch, ProductSales } from './schema.js';

/** A statement takes 65,535 parameters at most, and a product has less than ten. */
const rowsPerInsert = 1_000;

export interface ProductRow extends Omit<Product, 'price'> {
  /** Decimals are strings outside of the repository. */
  readonly price: string;
}

export type NewProductRow = Prisma.ProductCreateManyInput;

function withPrice<Row extends Pick<Product, 'price'>>({ price, ...rest }: Row) {
  return { ...rest, price: price.toFixed(2) };
}

function matching(query: Partial<ProductList>): Prisma.ProductWhereInput {
  return whereOf<Partial<ProductList>, Prisma.ProductWhereInput>(query, {
    search: (text) => ({
      AND: wordsOf(text).map((word) => ({
        OR: [{ name: containing(word) }, { description: containing(word) }],
      })),
    }),
    currency: (currency) => ({ currency }),
    inStock: (value) => ({ stock: value ? { gt: 0 } : 0 }),
    price__gte: (price) => ({ price: { gte: price } }),
    price__lte: (price) => ({ price: { lte: price } }),
  });
}

/** How many products match, or how many there are. */
export async function countProducts(query: Partial<ProductList> = {}): Promise<number> {
  return db().product.count({ where: matching(query) });
}

export async function findProducts(
  query: ProductList,
  { limit, offset }: Slice,
): Promise<ProductRow[]> {
  const products = await db().product.findMany({
    where: matching(query),
    orderBy: orderOf(query),
    take: limit,
    skip: offset,
  });
  return products.map(withPrice);
}

/** The order that was asked for, and then the id: pages of equal values stay apart. */
function orderOf({ ordering }: ProductList): Prisma.ProductOrderByWithRelationInput[] {
  const terms = ordering.map(({ field, descending }) => {
    const term: Prisma.ProductOrderByWithRelationInput = {};
    term[field] = descending ? 'desc' : 'asc';
    return term;
  });
  return [...terms, { id: 'asc' }];
}

export async function findProduct(id: number): Promise<ProductRow | undefined> {
  const product = await db().product.findUnique({ where: { id } });
  return product === null ? undefined : withPrice(product);
}

export async function insertProduct(row: NewProductRow): Promise<ProductRow> {
  return withPrice(await db().product.create({ data: row }));
}

/** Inserts any number of products in batches, leaving out names that are there already. */
export async function insertProducts(rows: readonly NewProductRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const data = rows.slice(start, start + rowsPerInsert);
    await db().product.createMany({ data, skipDuplicates: true });
  }
}

/** Changes the fields that are given; undefined when there is no such product. */
export async function updateProduct(
  id: number,
  changes: ProductPatch,
): Promise<ProductRow | undefined> {
  const [product] = await db().product.updateManyAndReturn({
    where: { id },
    data: given(changes),
  });
  return product && withPrice(product);
}

/** False when there is no such product. */
export async function deleteProduct(id: number): Promise<boolean> {
  const { count } = await db().product.deleteMany({ where: { id } });
  return count > 0;
}

/** Whether any order has the product among its lines. */
export async function isOrdered(id: number): Promise<boolean> {
  const line = await db().orderLine.findFirst({ where: { productId: id }, select: { id: true } });
  return line !== null;
}

/** What an order must know of a product. */
export type OrderedProduct = Pick<ProductRow, 'id' | 'price' | 'currency' | 'stock'>;

/**
 * Reads products and keeps others from changing them until the transaction ends. They are locked in the order of
 * their ids, so that two orders of the same products wait for each other instead of getting stuck.
 */
export async function lockProducts(ids: readonly number[]): Promise<OrderedProduct[]> {
  const products = await db().$queryRaw<Pick<Product, keyof OrderedProduct>[]>`
    select "id", "price", "currency", "stock" from "products"
    where "id" = any(${ids})
    order by "id"
    for update
  `;
  return products.map(withPrice);
}

export interface StockChange {
  readonly productId: number;
  /** Negative when stock is taken. */
  readonly difference: number;
}

/** Changes the stock of many products, each by its own number, in one statement. */
export async function changeStock(changes: readonly StockChange[]): Promise<void> {
  const rows = changes.map(
    ({ productId, difference }) => Prisma.sql`(${productId}::int, ${difference}::int)`,
  );
  await db().$executeRaw`
    update products
    set stock = products.stock + changes.difference, updated_at = now()
    from (values ${Prisma.join(rows)}) as changes (product_id, difference)
    where products.id = changes.product_id
  `;
  //{{#if on.cacheBusting}}
  await bust('products');
  //{{/if}}
}

/** How well the products sell, best first: a report that Prisma's query language has no words for. */
export async function findSales({ limit, offset }: Slice): Promise<ProductSales[]> {
  return db().$queryRaw<ProductSales[]>`
    select
      products.id as "productId",
      products.name,
      products.currency,
      coalesce(sum(sold.quantity), 0)::int as units,
      coalesce(sum(sold.quantity * sold.unit_price), 0)::numeric(18, 2)::text as revenue
    from products
    left join (
      select order_lines.product_id, order_lines.quantity, order_lines.unit_price
      from order_lines
      join orders on orders.id = order_lines.order_id and orders.status = 'placed'
    ) as sold on sold.product_id = products.id
    group by products.id
    order by units desc, products.id
    limit ${limit} offset ${offset}
  `;
}
