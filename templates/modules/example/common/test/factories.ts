import type { Order, OrderInput } from '../src/orders/schema.js';
import { placeOrder } from '../src/orders/service.js';
import type { Product, ProductInput } from '../src/products/schema.js';
import { createProduct } from '../src/products/service.js';

let made = 0;

/** What a product can be made of; every call gives another name. */
export function productInput(given: Partial<ProductInput> = {}): ProductInput {
  made += 1;
  return {
    name: `Product ${made}`,
    description: '',
    price: '9.50',
    currency: 'EUR',
    stock: 10,
    image: null,
    ...given,
  };
}

export function makeProduct(given: Partial<ProductInput> = {}): Promise<Product> {
  return createProduct(productInput(given));
}

/** An order, of a new product when it isn't said of which. */
export async function makeOrder(given: Partial<OrderInput> = {}): Promise<Order> {
  const lines = given.lines ?? [{ productId: (await makeProduct()).id, quantity: 1 }];
  return placeOrder({ customerEmail: 'customer@example.com', ...given, lines });
}
