import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import { order, orderInput, orderList, orderPage, orderParams } from './schema.js';
import { cancelOrder, getOrder, listOrders, placeOrder } from './service.js';

const tags = ['orders'];

/** The routes of orders, without their prefix. */
export const orderRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '',
    {
      schema: {
        tags,
        summary: 'List orders, newest first',
        querystring: orderList,
        response: { 200: orderPage },
      },
    },
    (request) => listOrders(request.query, absoluteUrl(request)),
  );

  app.post(
    '',
    { schema: { tags, summary: 'Place an order', body: orderInput, response: { 201: order } } },
    async (request, reply) => {
      const placed = await placeOrder(request.body);
      reply.code(201).header('location', itemUrl(absoluteUrl(request), placed.id));
      return placed;
    },
  );

  app.get(
    '/:id',
    { schema: { tags, summary: 'Get an order', params: orderParams, response: { 200: order } } },
    (request) => getOrder(request.params.id),
  );

  app.post(
    '/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel an order and put its products back',
        params: orderParams,
        response: { 200: order },
      },
    },
    (request) => cancelOrder(request.params.id),
  );
};
