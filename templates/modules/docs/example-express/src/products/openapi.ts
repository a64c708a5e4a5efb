import type { RouteDoc } from '../platform/docs/document.js';
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

const tag = 'products';
const collection = '/products';
const item = '/products/{id}';

/** What the documentation says about the routes of products. */
export const productRouteDocs: readonly RouteDoc[] = [
  {
    method: 'get',
    path: collection,
    tag,
    summary: 'List products',
    query: productList,
    status: 200,
    response: productPage,
  },
  {
    method: 'get',
    path: '/products/sales',
    tag,
    summary: 'List how well products sell, best first',
    query: productSalesList,
    status: 200,
    response: productSalesPage,
  },
  {
    method: 'post',
    path: collection,
    tag,
    summary: 'Add a product',
    body: productInput,
    status: 201,
    response: product,
  },
  {
    method: 'get',
    path: item,
    tag,
    summary: 'Get a product',
    params: productParams,
    status: 200,
    response: product,
  },
  {
    method: 'put',
    path: item,
    tag,
    summary: 'Replace a product',
    params: productParams,
    body: productInput,
    status: 200,
    response: product,
  },
  {
    method: 'patch',
    path: item,
    tag,
    summary: 'Change some fields of a product',
    params: productParams,
    body: productPatch,
    status: 200,
    response: product,
  },
  {
    method: 'delete',
    path: item,
    tag,
    summary: 'Remove a product',
    params: productParams,
    status: 204,
  },
];
