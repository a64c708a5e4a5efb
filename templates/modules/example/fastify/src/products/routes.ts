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
import * as service from './service.js';

const tags = ['products'];

/** What the routes of one product have in common. */
const ofProduct = { tags, params: productParams, response: { 200: product } };

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
    (request) => service.listProducts(request.query, absoluteUrl(request)),
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
    (request) => service.listSales(request.query, absoluteUrl(request)),
  );

  app.post(
    '',
    { schema: { tags, summary: 'Add a product', body: productInput, response: { 201: product } } },
    async (request, reply) => {
      const created = await service.createProduct(request.body);
      reply.code(201).header('location', itemUrl(absoluteUrl(request), created.id));
      return created;
    },
  );

  app.get('/:id', { schema: { ...ofProduct, summary: 'Get a product' } }, (request) =>
    service.getProduct(request.params.id),
  );

  app.put(
    '/:id',
    { schema: { ...ofProduct, summary: 'Replace a product', body: productInput } },
    (request) => service.updateProduct(request.params.id, request.body),
  );

  app.patch(
    '/:id',
    { schema: { ...ofProduct, summary: 'Change some fields of a product', body: productPatch } },
    (request) => service.updateProduct(request.params.id, request.body),
  );

  app.delete(
    '/:id',
    { schema: { ...ofProduct, summary: 'Remove a product', response: { 204: z.undefined() } } },
    async (request, reply) => {
      await service.deleteProduct(request.params.id);
      return reply.code(204).send();
    },
  );
};
