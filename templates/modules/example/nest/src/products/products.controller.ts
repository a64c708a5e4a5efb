import {
  Body,
  Controller,
  Delete,
  Get,
  //{{#if (not on.docs)}}
  HttpCode,
  //{{/if}}
  HttpStatus,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
//{{#if on.docs}}
import { ApiTags } from '@nestjs/swagger';
//{{/if}}
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
//{{#if on.cache}}
import { CachedRoute } from '../platform/cache/route-cache.interceptor.js';
//{{/if}}
//{{#if on.docs}}
import { Documented } from '../platform/docs/documented.js';
//{{/if}}
import type { Slice } from '../platform/http/lists/limit-offset.js';
import { itemUrl } from '../platform/http/lists/links.js';
import { RequestUrl } from '../platform/http/route.js';
import {
  type ProductInput,
  type ProductList,
  type ProductPatch,
  //{{#if on.docs}}
  product,
  //{{/if}}
  productInput,
  productList,
  //{{#if on.docs}}
  productPage,
  //{{/if}}
  productParams,
  productPatch,
  productSalesList,
  //{{#if on.docs}}
  productSalesPage,
  //{{/if}}
} from './schema.js';
import { PRODUCTS, type ProductsService } from './service.provider.js';

/** The id in a route's path. */
const ProductId = () => Param('id', { schema: productParams.shape.id });

//{{#if on.docs}}
@ApiTags('products')
//{{/if}}
@Controller('products')
export class ProductsController {
  constructor(@Inject(PRODUCTS) private readonly products: ProductsService) {}

  @Get()
  //{{#if on.cache}}
  @CachedRoute({ ttlSeconds: 60, tags: ['products'] })
  //{{/if}}
  //{{#if on.docs}}
  @Documented({ summary: 'List products', response: productPage })
  //{{/if}}
  list(@Query({ schema: productList }) query: ProductList, @RequestUrl() url: URL) {
    return this.products.listProducts(query, url);
  }

  @Get('sales')
  //{{#if on.docs}}
  @Documented({ summary: 'List how well products sell, best first', response: productSalesPage })
  //{{/if}}
  sales(@Query({ schema: productSalesList }) slice: Slice, @RequestUrl() url: URL) {
    return this.products.listSales(slice, url);
  }

  @Post()
  //{{#if on.docs}}
  @Documented({ summary: 'Add a product', status: HttpStatus.CREATED, response: product })
  //{{/if}}
  async create(
    @Body({ schema: productInput }) input: ProductInput,
    @RequestUrl() url: URL,
    //{{#if app.nest}}
    @Res({ passthrough: true }) response: Response,
    //{{else}}
    @Res({ passthrough: true }) response: FastifyReply,
    //{{/if}}
  ) {
    const created = await this.products.createProduct(input);
    response.header('location', itemUrl(url, created.id));
    return created;
  }

  @Get(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'Get a product', response: product })
  //{{/if}}
  read(@ProductId() id: number) {
    return this.products.getProduct(id);
  }

  @Put(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'Replace a product', response: product })
  //{{/if}}
  replace(@ProductId() id: number, @Body({ schema: productInput }) input: ProductInput) {
    return this.products.updateProduct(id, input);
  }

  @Patch(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'Change some fields of a product', response: product })
  //{{/if}}
  change(@ProductId() id: number, @Body({ schema: productPatch }) changes: ProductPatch) {
    return this.products.updateProduct(id, changes);
  }

  @Delete(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'Remove a product', status: HttpStatus.NO_CONTENT })
  //{{else}}
  @HttpCode(HttpStatus.NO_CONTENT)
  //{{/if}}
  remove(@ProductId() id: number) {
    return this.products.deleteProduct(id);
  }
}
