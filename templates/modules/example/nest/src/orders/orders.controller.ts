//{{#if on.docs}}
import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query, Res } from '@nestjs/common';
//{{#if on.docs}}
import { ApiTags } from '@nestjs/swagger';
//{{/if}}
//{{else}}
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
//{{/if}}
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
//{{#if on.docs}}
import { Documented } from '../platform/docs/documented.js';
//{{/if}}
import { itemUrl } from '../platform/http/lists/links.js';
import { RequestUrl } from '../platform/http/route.js';
//{{#if on.docs}}
import {
  type OrderInput,
  type OrderList,
  order,
  orderInput,
  orderList,
  orderPage,
  orderParams,
} from './schema.js';
//{{else}}
import { type OrderInput, type OrderList, orderInput, orderList, orderParams } from './schema.js';
//{{/if}}
import { ORDERS, type OrdersService } from './service.provider.js';

/** The id in a route's path. */
const OrderId = () => Param('id', { schema: orderParams.shape.id });

//{{#if on.docs}}
@ApiTags('orders')
//{{/if}}
@Controller('orders')
export class OrdersController {
  constructor(@Inject(ORDERS) private readonly orders: OrdersService) {}

  @Get()
  //{{#if on.docs}}
  @Documented({ summary: 'List orders, newest first', response: orderPage })
  //{{/if}}
  list(@Query({ schema: orderList }) query: OrderList, @RequestUrl() url: URL) {
    return this.orders.listOrders(query, url);
  }

  @Post()
  //{{#if on.docs}}
  @Documented({ summary: 'Place an order', status: HttpStatus.CREATED, response: order })
  //{{/if}}
  async place(
    @Body({ schema: orderInput }) input: OrderInput,
    @RequestUrl() url: URL,
    //{{#if app.nest}}
    @Res({ passthrough: true }) response: Response,
    //{{else}}
    @Res({ passthrough: true }) response: FastifyReply,
    //{{/if}}
  ) {
    const placed = await this.orders.placeOrder(input);
    response.header('location', itemUrl(url, placed.id));
    return placed;
  }

  @Get(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'Get an order', response: order })
  //{{/if}}
  read(@OrderId() id: number) {
    return this.orders.getOrder(id);
  }

  @Post(':id/cancel')
  //{{#if on.docs}}
  @Documented({ summary: 'Cancel an order and put its products back', response: order })
  //{{else}}
  @HttpCode(HttpStatus.OK)
  //{{/if}}
  cancel(@OrderId() id: number) {
    return this.orders.cancelOrder(id);
  }
}
