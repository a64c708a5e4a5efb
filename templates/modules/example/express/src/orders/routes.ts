import { Router } from 'express';
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import { orderInput, orderList, orderParams } from './schema.js';
import * as service from './service.js';

/** The routes of orders, without their prefix. */
export const orderRoutes = Router();

orderRoutes.get('/', async (request, response) => {
  const query = orderList.parse(request.query);
  response.json(await service.listOrders(query, absoluteUrl(request)));
});

orderRoutes.post('/', async (request, response) => {
  const placed = await service.placeOrder(orderInput.parse(request.body));
  response
    .status(201)
    .location(itemUrl(absoluteUrl(request), placed.id))
    .json(placed);
});

orderRoutes.get('/:id', async (request, response) => {
  const { id } = orderParams.parse(request.params);
  response.json(await service.getOrder(id));
});

orderRoutes.post('/:id/cancel', async (request, response) => {
  const { id } = orderParams.parse(request.params);
  response.json(await service.cancelOrder(id));
});
