import { code, imported } from '../facts/fact.js';
import { defineModule, folder, perFramework, wire } from './module.js';

const routes = {
  fastify: {
    products: code`await app.register(${imported('productRoutes', 'src/products/routes')}, { prefix: '/products' });`,
    orders: code`await app.register(${imported('orderRoutes', 'src/orders/routes')}, { prefix: '/orders' });`,
  },
  express: {
    products: code`app.use('/products', ${imported('productRoutes', 'src/products/routes')});`,
    orders: code`app.use('/orders', ${imported('orderRoutes', 'src/orders/routes')});`,
  },
  hono: {
    products: code`app.route('/products', ${imported('productRoutes', 'src/products/routes')});`,
    orders: code`app.route('/orders', ${imported('orderRoutes', 'src/orders/routes')});`,
  },
  nest: {
    products: code`${imported('ProductsModule', 'src/products/products.module')},`,
    orders: code`${imported('OrdersModule', 'src/orders/orders.module')},`,
  },
};

export const example = defineModule({
  id: 'example',
  version: 1,
  guideline: 1,
  summary: 'The example domain: a small shop with products and orders',
  files: ({ framework, has, option }) => [
    folder('modules/example/common'),
    folder(`modules/example/${String(option('database', 'orm'))}/common`),
    folder(`modules/example/${String(option('database', 'orm'))}/${String(option('database', 'engine'))}`),
    folder(`modules/example/${framework}`),
    ...(has('cache') && !has('cache-busting') ? [folder('modules/example/cached')] : []),
    ...(has('monitoring') ? [folder('modules/example/monitoring')] : []),
  ],
  wires: ({ framework }) => {
    const { products, orders } = perFramework(framework, routes);
    return [wire('routes', 10, products), wire('routes', 20, orders)];
  },
});
