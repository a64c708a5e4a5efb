import {
  ILike,
  In,
  LessThanOrEqual,
  MoreThan,
  MoreThanOrEqual,
  type SelectQueryBuilder,
} from 'typeorm';
import { db } from '../database/client.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { filterBy, orderBy, patternsOf } from '../platform/http/lists/conditions.js';
import type { Slice } from '../platform/http/lists/limit-offset.js';
import { Product } from './product.entity.js';
import type { ProductList, ProductPatch, ProductSales } from './schema.js';

export type ProductRow = Product;
export type NewProductRow = Pick<Product, 'name' | 'description' | 'price' | 'currency' | 'stock'> &
  Partial<Pick<Product, 'image'>>;

/** A statement takes 65,535 parameters at most, and a product has less than ten. */
const rowsPerInsert = 1_000;

const products = () => db().getRepository(Product);

function matching(query: Partial<ProductList>): SelectQueryBuilder<Product> {
  return filterBy(products().createQueryBuilder('product'), query, {
    search: (text) =>
      patternsOf(text).map((pattern) => [
        { name: ILike(pattern) },
        { description: ILike(pattern) },
      ]),
    currency: (currency) => [{ currency }],
    inStock: (value) => [{ stock: value ? MoreThan(0) : 0 }],
    price__gte: (value) => [{ price: MoreThanOrEqual(value) }],
    price__lte: (value) => [{ price: LessThanOrEqual(value) }],
  });
}

/** How many products match, or how many there are. */
export function countProducts(query: Partial<ProductList> = {}): Promise<number> {
  return matching(query).getCount();
}

export function findProducts(query: ProductList, { limit, offset }: Slice): Promise<ProductRow[]> {
  return orderBy(matching(query), query.ordering).take(limit).skip(offset).getMany();
}

export async function findProduct(id: number): Promise<ProductRow | undefined> {
  return (await products().findOneBy({ id })) ?? undefined;
}

/** Gives the product as it is stored, which is what `returning` is for: a price of "9.5" is "9.50" then. */
export async function insertProduct(row: NewProductRow): Promise<ProductRow> {
  const product = products().create(row);
  await products().createQueryBuilder().insert().values(product).returning('*').execute();
  return product;
}

/** Inserts any number of products in batches, leaving out names that are there already. */
export async function insertProducts(rows: readonly NewProductRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const batch = rows.slice(start, start + rowsPerInsert);
    await products()
      .createQueryBuilder()
      .insert()
      .values(batch)
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}

/** Changes the fields that are given; undefined when there is no such product. */
export async function updateProduct(
  id: number,
  changes: ProductPatch & Partial<Pick<ProductRow, 'thumbnail'>>,
): Promise<ProductRow | undefined> {
  const { affected } = await products().update({ id }, Object.assign(new Product(), changes));
  return affected === 0 ? undefined : findProduct(id);
}

/** False when there is no such product. */
export async function deleteProduct(id: number): Promise<boolean> {
  const { affected } = await products().delete({ id });
  return affected === 1;
}

/** Whether any order has the product among its lines. */
export function isOrdered(id: number): Promise<boolean> {
  return db().existsBy(OrderLine, { productId: id });
}

/** What an order must know of a product. */
export type OrderedProduct = Pick<ProductRow, 'id' | 'price' | 'currency' | 'stock'>;

/**
 * Reads products and keeps others from changing them until the transaction ends. They are locked in the order of
 * their ids, so that two orders of the same products wait for each other instead of getting stuck.
 */
export function lockProducts(ids: readonly number[]): Promise<OrderedProduct[]> {
  return products().find({
    select: { id: true, price: true, currency: true, stock: true },
    where: { id: In(ids) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

export interface StockChange {
  readonly productId: number;
  /** Negative when stock is taken. */
  readonly difference: number;
}

/** Changes the stock of many products, each by its own number, in one statement. */
export async function changeStock(changes: readonly StockChange[]): Promise<void> {
  const ids = changes.map(({ productId }) => productId);
  const differences = changes.map(({ difference }) => difference);
  await products()
    .createQueryBuilder()
    .update()
    .set({
      stock: () => `stock + (
        select difference from unnest(cast(:ids as int[]), cast(:differences as int[])) as changes (product_id, difference)
        where product_id = products.id
      )`,
    })
    .where({ id: In(ids) })
    .setParameters({ ids, differences })
    .execute();
}

/** How well the products sell, best first: a report that is clearer in SQL than in a query builder. */
export function findSales({ limit, offset }: Slice): Promise<ProductSales[]> {
  return db().sql<ProductSales[]>`
    select
      products.id as "productId",
      products.name,
      products.currency,
      coalesce(sum(sold.quantity), 0)::int as units,
      coalesce(sum(sold.quantity * sold.unit_price), 0)::numeric(18, 2)::text as revenue
    from products
    left join (
      select product_id, quantity, unit_price
      from order_lines
      join orders on orders.id = order_id and status = 'placed'
    ) as sold on sold.product_id = products.id
    group by products.id
    order by units desc, products.id
    limit ${limit} offset ${offset}
  `;
}
