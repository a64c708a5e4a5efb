import { createMiddleware } from 'hono/factory';
import { routeTemplate } from '../http/route.js';
import { type RequestContext, runInContext } from './context.js';
import { requestIdOf } from './request-id.js';
import { logRequest } from './request-line.js';

declare module 'hono' {
  interface ContextVariableMap {
    requestContext: RequestContext;
  }
}

/** Gives every request its id and context, and writes one line when it is answered. */
export const requestLogging = createMiddleware(async (c, next) => {
  const started = performance.now();
  const context = { requestId: requestIdOf(c.req.header('x-request-id')) };
  c.set('requestContext', context);
  c.header('x-request-id', context.requestId);
  await runInContext(context, next);
  logRequest(context, {
    method: c.req.method,
    route: routeTemplate(c),
    status: c.res.status,
    durationMs: performance.now() - started,
  });
});
