import * as service from './service.js';

/** The service of orders, for constructors: `@Inject(ORDERS) private readonly orders: OrdersService`. */
export const ORDERS = Symbol('ORDERS');

export type OrdersService = typeof service;

export const ordersProvider = { provide: ORDERS, useValue: service };
