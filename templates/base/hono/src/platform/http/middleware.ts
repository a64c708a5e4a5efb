import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app.js';
import { responseHeaders } from './headers.js';
import { clientAddress } from './proxies.js';
import { throttle } from './throttle.js';

/** Security headers on every answer, CORS for the origins of the settings. */
export const httpHeaders = createMiddleware(async (c, next) => {
  const origin = c.req.header('origin');
  const headers = responseHeaders.of(origin);
  for (const name in headers) c.header(name, headers[name]);

  if (origin !== undefined && c.req.method === 'OPTIONS') {
    const isPreflight = c.req.header('access-control-request-method') !== undefined;
    const wanted = c.req.header('access-control-request-headers');
    const preflight = isPreflight ? responseHeaders.preflight(origin, wanted) : undefined;
    if (preflight !== undefined) return c.body(null, 204, preflight);
  }
  return next();
});

/** Answers 429 to clients that call too often. */
export const throttling = createMiddleware<AppEnv>(async (c, next) => {
  //{{#if on.health}}
  if (c.req.path.startsWith('/health/')) return next();
  //{{/if}}
  //{{#if on.redis}}
  await throttle(clientAddress(c));
  //{{else}}
  throttle(clientAddress(c));
  //{{/if}}
  await next();
});
