import { transaction } from '../database/transaction.js';
import { conflict, notFound } from '../platform/errors/problem.js';
import { limitOffsetLinks, type Slice } from '../platform/http/lists/limit-offset.js';
import { numberedPage } from '../platform/http/lists/page-number.js';
//{{#if on.queue}}
import { enqueue } from '../platform/queue/index.js';
//{{/if}}
//{{#if (and on.cache (not on.cacheBusting))}}
import { dropCachedProducts } from './cached.js';
//{{/if}}
//{{#if on.queue}}
import { makeThumbnail } from './jobs.js';
//{{/if}}
import * as repository from './repository.js';
import type { Product, ProductInput, ProductList, ProductPatch } from './schema.js';

const noSuchProduct = 'There is no such product.';

function toProduct(row: repository.ProductRow): Product {
  return {
    ...row,
    inStock: row.stock > 0,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A page of products; `url` is what the client asked for, and what the links are made of. */
export async function listProducts(query: ProductList, url: URL) {
  const count = await repository.countProducts(query);
  const { links, ...slice } = numberedPage(url, query, count);
  const rows = await repository.findProducts(query, slice);
  return { count, ...links, results: rows.map(toProduct) };
}

/** How well the products sell, best first. */
export async function listSales(slice: Slice, url: URL) {
  const count = await repository.countProducts();
  const results = await repository.findSales(slice);
  return { count, ...limitOffsetLinks(url, slice, count), results };
}

/** Throws a 404 when there is no such product. */
export async function getProduct(id: number): Promise<Product> {
  const row = await repository.findProduct(id);
  if (row === undefined) throw notFound(noSuchProduct);
  return toProduct(row);
}

export function createProduct(input: ProductInput): Promise<Product> {
  return transaction(async () => {
    const row = await repository.insertProduct(input);
    //{{#if on.queue}}
    if (row.image !== null) await enqueue(makeThumbnail, { productId: row.id });
    //{{/if}}
    //{{#if (and on.cache (not on.cacheBusting))}}
    await dropCachedProducts();
    //{{/if}}
    return toProduct(row);
  });
}

/** Changes the fields that are given. Throws a 404 when there is no such product. */
export function updateProduct(id: number, changes: ProductPatch): Promise<Product> {
  return transaction(async () => {
    const row = await repository.updateProduct(id, changes);
    if (row === undefined) throw notFound(noSuchProduct);
    //{{#if on.queue}}
    if (typeof changes.image === 'string') await enqueue(makeThumbnail, { productId: id });
    //{{/if}}
    //{{#if (and on.cache (not on.cacheBusting))}}
    await dropCachedProducts();
    //{{/if}}
    return toProduct(row);
  });
}

/** Throws a 404 when there is no such product, and a 409 when it was ordered: orders show what they were about. */
export function deleteProduct(id: number): Promise<void> {
  return transaction(async () => {
    if (await repository.isOrdered(id)) {
      throw conflict('The product is part of orders; set its stock to 0 instead.');
    }
    if (!(await repository.deleteProduct(id))) throw notFound(noSuchProduct);
    //{{#if (and on.cache (not on.cacheBusting))}}
    await dropCachedProducts();
    //{{/if}}
  });
}
