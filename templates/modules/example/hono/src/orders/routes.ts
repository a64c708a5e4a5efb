import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { jsonAnswer, jsonInput } from '../platform/http/json.js';
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import { order, orderInput, orderList, orderPage, orderParams } from './schema.js';
import * as service from './service.js';

const tags = ['orders'];

const listOrders = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'List orders, newest first',
  request: { query: orderList },
  responses: { 200: jsonAnswer('A page of orders', orderPage) },
});

const placeOrder = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Place an order',
  request: { body: jsonInput(orderInput) },
  responses: { 201: jsonAnswer('The order', order) },
});

const getOrder = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'Get an order',
  request: { params: orderParams },
  responses: { 200: jsonAnswer('The order', order) },
});

const cancelOrder = createRoute({
  method: 'post',
  path: '/{id}/cancel',
  tags,
  summary: 'Cancel an order and put its products back',
  request: { params: orderParams },
  responses: { 200: jsonAnswer('The order, cancelled', order) },
});

/** The routes of orders, without their prefix. */
export const orderRoutes = new OpenAPIHono();

orderRoutes.openapi(listOrders, async (c) =>
  c.json(await service.listOrders(c.req.valid('query'), absoluteUrl(c)), 200),
);

orderRoutes.openapi(placeOrder, async (c) => {
  const placed = await service.placeOrder(c.req.valid('json'));
  return c.json(placed, 201, { location: itemUrl(absoluteUrl(c), placed.id) });
});

orderRoutes.openapi(getOrder, async (c) =>
  c.json(await service.getOrder(c.req.valid('param').id), 200),
);

orderRoutes.openapi(cancelOrder, async (c) =>
  c.json(await service.cancelOrder(c.req.valid('param').id), 200),
);
