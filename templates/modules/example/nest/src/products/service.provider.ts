import type { Provider } from '@nestjs/common';
import * as service from './service.js';

/** The service of products, for constructors: `@Inject(PRODUCTS) private readonly products: ProductsService`. */
export const PRODUCTS = Symbol('PRODUCTS');

export type ProductsService = typeof service;

export const productsProvider: Provider = { provide: PRODUCTS, useValue: service };
