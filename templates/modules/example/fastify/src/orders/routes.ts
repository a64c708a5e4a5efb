import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import { order, orderInput, orderList, orderPage, orderParams } from './schema.js';
import * as service from './service.js';

const tags = ['orders'];

/** What the routes of one order have in common. */
const ofOrder = { tags, params: orderParams, response: { 200: order } };

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
    (request) => service.listOrders(request.query, absoluteUrl(request)),
  );

  app.post(
    '',
    { schema: { tags, summary: 'Place an order', body: orderInput, response: { 201: order } } },
    async (request, reply) => {
      const placed = await service.placeOrder(request.body);
      reply.code(201).header('location', itemUrl(absoluteUrl(request), placed.id));
      return placed;
    },
  );

  app.get('/:id', { schema: { ...ofOrder, summary: 'Get an order' } }, (request) =>
    service.getOrder(request.params.id),
  );

  app.post(
    '/:id/cancel',
    { schema: { ...ofOrder, summary: 'Cancel an order and put its products back' } },
    (request) => service.cancelOrder(request.params.id),
  );
};
