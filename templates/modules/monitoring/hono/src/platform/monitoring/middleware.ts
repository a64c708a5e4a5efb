import { createMiddleware } from 'hono/factory';
import { routeTemplate } from '../http/route.js';
import { vendor } from './vendor.js';

/** Measures every answered request under the template of its route. */
export const monitoring = createMiddleware(async (c, next) => {
  const started = performance.now();
  await next();
  const seconds = (performance.now() - started) / 1000;
  vendor.request(c.req.method, routeTemplate(c), c.res.status, seconds);
});
