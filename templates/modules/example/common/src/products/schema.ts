import { z } from 'zod';
import { countedPageOf } from '../platform/http/lists/envelope.js';
import { limitOffset } from '../platform/http/lists/limit-offset.js';
import { pageNumber } from '../platform/http/lists/page-number.js';
import { flag, listQuery, ordering, search } from '../platform/http/lists/parameters.js';
import { currencies } from './currencies.js';

/** Money is a decimal in a string: floating-point numbers can't hold cents. */
export const decimal = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/, 'Expected a decimal with at most two places, such as "9.50"');

export const currency = z.enum(currencies);

/** What can't be an id is taken as 0, the id of nothing, so that the answer is a 404. */
//{{#if app.hono}}
export const id = z
  .string()
  .pipe(z.coerce.number<string>().int().min(0).max(2_147_483_647).catch(0))
  .meta({ type: 'integer' });
//{{else}}
export const id = z.coerce.number().int().min(0).max(2_147_483_647).catch(0);
//{{/if}}

const fields = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000),
  price: decimal,
  currency,
  stock: z.int().min(0).max(1_000_000),
  image: z
    .url({ protocol: /^(https?|data)$/ })
    .max(500_000)
    .nullable(),
});

/** A whole product, as POST and PUT take it. */
export const productInput = fields.extend({
  description: fields.shape.description.default(''),
  stock: fields.shape.stock.default(0),
  image: fields.shape.image.default(null),
});

/** Some fields of a product. It is made of fields without defaults: those would overwrite what a PATCH leaves out. */
export const productPatch = fields.partial();

export const product = z.object({
  id: z.int(),
  ...fields.shape,
  thumbnail: z.string().nullable(),
  inStock: z.boolean(),
  createdAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
});

export const productPage = countedPageOf(product);

export const productList = listQuery({
  ...pageNumber,
  search: search.optional(),
  ordering: ordering(['name', 'price', 'stock', 'createdAt']).default([]),
  currency: currency.optional(),
  inStock: flag.optional(),
  price__gte: decimal.optional(),
  price__lte: decimal.optional(),
});

/** How well a product sells. */
export const productSales = z.object({
  productId: z.int(),
  name: z.string(),
  currency,
  units: z.int(),
  revenue: z.string(),
});

export const productSalesPage = countedPageOf(productSales);
export const productSalesList = listQuery(limitOffset);

export const productParams = z.object({ id });

export type ProductInput = z.output<typeof productInput>;
export type ProductPatch = z.output<typeof productPatch>;
export type Product = z.output<typeof product>;
export type ProductList = z.output<typeof productList>;
export type ProductSales = z.output<typeof productSales>;
