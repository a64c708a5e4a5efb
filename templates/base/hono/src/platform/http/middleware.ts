import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app.js';
import { responseHeaders } from './headers.js';
import { clientAddress } from './proxies.js';
import { refusal, throttle } from './throttle.js';

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
  const verdict = await throttle(clientAddress(c));
  const refused = verdict && refusal(verdict);
  if (refused !== undefined) throw refused;
  await next();
});
