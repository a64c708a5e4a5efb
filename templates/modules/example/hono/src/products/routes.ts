import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
//{{#if on.cache}}
import { cached } from '../platform/cache/route-cache.js';
//{{/if}}
import { jsonAnswer, jsonInput } from '../platform/http/json.js';
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import {
  product,
  productInput,
  productList,
  productPage,
  productParams,
  productPatch,
  productSalesList,
  productSalesPage,
} from './schema.js';
import * as service from './service.js';

const tags = ['products'];

const listProducts = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'List products',
  //{{#if on.cache}}
  middleware: cached({ ttlSeconds: 60, tags: ['products'] }),
  //{{/if}}
  request: { query: productList },
  responses: { 200: jsonAnswer('A page of products', productPage) },
});

const listSales = createRoute({
  method: 'get',
  path: '/sales',
  tags,
  summary: 'List how well products sell, best first',
  request: { query: productSalesList },
  responses: { 200: jsonAnswer('A page of the report', productSalesPage) },
});

const addProduct = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Add a product',
  request: { body: jsonInput(productInput) },
  responses: { 201: jsonAnswer('The product', product) },
});

const getProduct = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'Get a product',
  request: { params: productParams },
  responses: { 200: jsonAnswer('The product', product) },
});

const replaceProduct = createRoute({
  method: 'put',
  path: '/{id}',
  tags,
  summary: 'Replace a product',
  request: { params: productParams, body: jsonInput(productInput) },
  responses: { 200: jsonAnswer('The product', product) },
});

const changeProduct = createRoute({
  method: 'patch',
  path: '/{id}',
  tags,
  summary: 'Change some fields of a product',
  request: { params: productParams, body: jsonInput(productPatch) },
  responses: { 200: jsonAnswer('The product', product) },
});

const removeProduct = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Remove a product',
  request: { params: productParams },
  responses: { 204: { description: 'It is gone' } },
});

/** The routes of products, without their prefix. */
export const productRoutes = new OpenAPIHono();

productRoutes.openapi(listProducts, async (c) =>
  c.json(await service.listProducts(c.req.valid('query'), absoluteUrl(c)), 200),
);

productRoutes.openapi(listSales, async (c) =>
  c.json(await service.listSales(c.req.valid('query'), absoluteUrl(c)), 200),
);

productRoutes.openapi(addProduct, async (c) => {
  const created = await service.createProduct(c.req.valid('json'));
  return c.json(created, 201, { location: itemUrl(absoluteUrl(c), created.id) });
});

productRoutes.openapi(getProduct, async (c) =>
  c.json(await service.getProduct(c.req.valid('param').id), 200),
);

productRoutes.openapi(replaceProduct, async (c) =>
  c.json(await service.updateProduct(c.req.valid('param').id, c.req.valid('json')), 200),
);

productRoutes.openapi(changeProduct, async (c) =>
  c.json(await service.updateProduct(c.req.valid('param').id, c.req.valid('json')), 200),
);

productRoutes.openapi(removeProduct, async (c) => {
  await service.deleteProduct(c.req.valid('param').id);
  return c.body(null, 204);
});
