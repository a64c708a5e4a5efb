import type { Context, Next } from 'hono';
import { currentContext } from '../context.js';
import { routeTemplate } from '../http/middleware.js';
import { maskUrl } from './mask.js';
import { isUnexpected, reportError } from './report.js';

/** Reports what nobody foresaw; the answer is a matter of the app's own error handler. */
export async function reportErrors(c: Context, next: Next): Promise<void> {
  await next();
  if (c.error === undefined || !isUnexpected(c.error)) {
    return;
  }
  const context = currentContext();
  reportError(c.error, {
    kind: 'request',
    name: `${c.req.method} ${routeTemplate(c)}`,
    requestId: context?.requestId,
    userId: context?.userId,
    method: c.req.method,
    url: maskUrl(c.req.url),
  });
}
