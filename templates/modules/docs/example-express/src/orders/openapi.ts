import type { RouteDoc } from '../platform/docs/document.js';
import { order, orderInput, orderList, orderPage, orderParams } from './schema.js';

const tag = 'orders';
const collection = '/orders';

/** What the documentation says about the routes of orders. */
export const orderRouteDocs: readonly RouteDoc[] = [
  {
    method: 'get',
    path: collection,
    tag,
    summary: 'List orders, newest first',
    query: orderList,
    status: 200,
    response: orderPage,
  },
  {
    method: 'post',
    path: collection,
    tag,
    summary: 'Place an order',
    body: orderInput,
    status: 201,
    response: order,
  },
  {
    method: 'get',
    path: '/orders/{id}',
    tag,
    summary: 'Get an order',
    params: orderParams,
    status: 200,
    response: order,
  },
  {
    method: 'post',
    path: '/orders/{id}/cancel',
    tag,
    summary: 'Cancel an order and put its products back',
    params: orderParams,
    status: 200,
    response: order,
  },
];
