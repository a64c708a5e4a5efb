import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';
import { ordersProvider } from './service.provider.js';

@Module({ controllers: [OrdersController], providers: [ordersProvider] })
export class OrdersModule {}
