import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
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
import {
  createProduct,
  deleteProduct,
  getProduct,
  listProducts,
  listSales,
  updateProduct,
} from './service.js';

const tags = ['products'];

/** The routes of products, without their prefix. */
export const productRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '',
    {
      schema: {
        tags,
        summary: 'List products',
        querystring: productList,
        response: { 200: productPage },
      },
      //{{#if on.cache}}
      config: { cache: { ttlSeconds: 60, tags: ['products'] } },
      //{{/if}}
    },
    (request) => listProducts(request.query, absoluteUrl(request)),
  );

  app.get(
    '/sales',
    {
      schema: {
        tags,
        summary: 'List how well products sell, best first',
        querystring: productSalesList,
        response: { 200: productSalesPage },
      },
    },
    (request) => listSales(request.query, absoluteUrl(request)),
  );

  app.post(
    '',
    { schema: { tags, summary: 'Add a product', body: productInput, response: { 201: product } } },
    async (request, reply) => {
      const created = await createProduct(request.body);
      reply.code(201).header('location', itemUrl(absoluteUrl(request), created.id));
      return created;
    },
  );

  app.get(
    '/:id',
    {
      schema: {
        tags,
        summary: 'Get a product',
        params: productParams,
        response: { 200: product },
      },
    },
    (request) => getProduct(request.params.id),
  );

  app.put(
    '/:id',
    {
      schema: {
        tags,
        summary: 'Replace a product',
        params: productParams,
        body: productInput,
        response: { 200: product },
      },
    },
    (request) => updateProduct(request.params.id, request.body),
  );

  app.patch(
    '/:id',
    {
      schema: {
        tags,
        summary: 'Change some fields of a product',
        params: productParams,
        body: productPatch,
        response: { 200: product },
      },
    },
    (request) => updateProduct(request.params.id, request.body),
  );

  app.delete(
    '/:id',
    {
      schema: {
        tags,
        summary: 'Remove a product',
        params: productParams,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await deleteProduct(request.params.id);
      return reply.code(204).send();
    },
  );
};
