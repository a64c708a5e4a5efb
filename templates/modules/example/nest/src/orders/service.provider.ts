import type { Provider } from '@nestjs/common';
import * as service from './service.js';

/** The service of orders, for constructors: `@Inject(ORDERS) private readonly orders: OrdersService`. */
export const ORDERS = Symbol('ORDERS');

export type OrdersService = typeof service;

export const ordersProvider: Provider = { provide: ORDERS, useValue: service };
