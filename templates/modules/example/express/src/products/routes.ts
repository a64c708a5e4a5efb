import { Router } from 'express';
//{{#if on.cache}}
import { cached } from '../platform/cache/route-cache.js';
//{{/if}}
import { itemUrl } from '../platform/http/lists/links.js';
import { absoluteUrl } from '../platform/http/route.js';
import {
  productInput,
  productList,
  productParams,
  productPatch,
  productSalesList,
} from './schema.js';
import * as service from './service.js';

/** The routes of products, without their prefix. */
export const productRoutes = Router();

//{{#if on.cache}}
productRoutes.get('/', cached({ ttlSeconds: 60, tags: ['products'] }));
//{{/if}}
productRoutes.get('/', async (request, response) => {
  const query = productList.parse(request.query);
  response.json(await service.listProducts(query, absoluteUrl(request)));
});

productRoutes.get('/sales', async (request, response) => {
  const query = productSalesList.parse(request.query);
  response.json(await service.listSales(query, absoluteUrl(request)));
});

productRoutes.post('/', async (request, response) => {
  const created = await service.createProduct(productInput.parse(request.body));
  response
    .status(201)
    .location(itemUrl(absoluteUrl(request), created.id))
    .json(created);
});

productRoutes.get('/:id', async (request, response) => {
  const { id } = productParams.parse(request.params);
  response.json(await service.getProduct(id));
});

productRoutes.put('/:id', async (request, response) => {
  const { id } = productParams.parse(request.params);
  response.json(await service.updateProduct(id, productInput.parse(request.body)));
});

productRoutes.patch('/:id', async (request, response) => {
  const { id } = productParams.parse(request.params);
  response.json(await service.updateProduct(id, productPatch.parse(request.body)));
});

productRoutes.delete('/:id', async (request, response) => {
  const { id } = productParams.parse(request.params);
  await service.deleteProduct(id);
  response.status(204).end();
});
