import type { Context, Next } from 'hono';
import { runInContext } from '../context.js';
import { isDraining } from '../lifecycle.js';
import { beginRequest, endRequest, unknownRoute } from './requests.js';

/** The path as the route declares it, such as `/products/:id`. Middleware is no route, though Hono counts it as one. */
export function routeTemplate(c: Context): string {
  const routes = c.req.matchedRoutes.filter(
    ({ method, path }) => method !== 'ALL' || !path.endsWith('*'),
  );
  const last = routes[routes.length - 1];
  return last === undefined ? unknownRoute : last.path;
}

/** Follows every request to its answer, within a context of its own. */
export async function followRequests(c: Context, next: Next): Promise<void> {
  const context = beginRequest(c.req.header('x-request-id'));
  let status = 500;
  try {
    await runInContext(context, next);
    //{{#if on.logging}}
    c.header('x-request-id', context.requestId);
    //{{/if}}
    if (isDraining()) {
      c.header('connection', 'close');
    }
    status = c.res.status;
  } finally {
    endRequest(context, { method: c.req.method, route: routeTemplate(c), status });
  }
}
