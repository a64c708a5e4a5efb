import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';
//{{#if on.queue}}
import { ReportsController } from './reports.controller.js';
//{{/if}}
import { ordersProvider } from './service.provider.js';

//{{#if on.queue}}
@Module({ controllers: [OrdersController, ReportsController], providers: [ordersProvider] })
//{{else}}
@Module({ controllers: [OrdersController], providers: [ordersProvider] })
//{{/if}}
export class OrdersModule {}
