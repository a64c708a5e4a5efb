import * as service from './service.js';

/** The service of products, for constructors: `@Inject(PRODUCTS) private readonly products: ProductsService`. */
export const PRODUCTS = Symbol('PRODUCTS');

export type ProductsService = typeof service;

export const productsProvider = { provide: PRODUCTS, useValue: service };
