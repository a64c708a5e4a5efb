import type { Context, MiddlewareHandler } from 'hono';
import { methodNotAllowed as onOtherMethods } from 'hono/method-not-allowed';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { App, AppEnv } from '../http/app.js';
import { originalUrl, pathOf, routeTemplate } from '../http/route.js';
import { maskUrl } from '../logging/mask.js';
import { methodNotAllowed, notFound, Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Answers with the problem that an error is, and reports what nobody foresaw. */
export function sendProblem(error: unknown, c: Context): Response {
  const problem = toProblem(error);
  const { requestId } = c.get('requestContext');
  if (problem.status >= 500 && !(error instanceof Problem)) {
    reportError(error, {
      kind: 'request',
      name: `${c.req.method} ${routeTemplate(c)}`,
      requestId,
      method: c.req.method,
      url: maskUrl(originalUrl(c)),
    });
  }
  // A problem has the status of an error, and those may all have a body.
  const status = problem.status as ContentfulStatusCode;
  const body = JSON.stringify(problem.toBody(pathOf(c), requestId));
  return c.body(body, status, {
    ...problem.headers,
    'content-type': 'application/problem+json',
  });
}

/** Ends requests that no route took with a 404. */
export function routeNotFound(c: Context): Response {
  return sendProblem(notFound(), c);
}

/** Makes a 405 of a 404 where the path is there for other methods. Stands after the routes. */
export function otherMethods(app: App): MiddlewareHandler<AppEnv> {
  return onOtherMethods({
    app,
    onMethodNotAllowed: (c, methods) => {
      const allow = methods.sort().join(', ');
      if (c.req.method === 'OPTIONS') {
        return new Response(null, { status: 204, headers: { allow } });
      }
      return sendProblem(methodNotAllowed(c.req.method, methods), c);
    },
  });
}
