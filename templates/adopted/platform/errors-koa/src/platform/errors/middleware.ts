import type { Next, ParameterizedContext } from 'koa';
import { currentContext } from '../context.js';
import { routeTemplate } from '../http/middleware.js';
import { maskUrl } from './mask.js';
import { isUnexpected, reportError } from './report.js';

/** Reports what nobody foresaw and throws it on: the answer is a matter of the app's own handlers. */
export async function reportErrors(ctx: ParameterizedContext, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (isUnexpected(error)) {
      report(ctx, error);
    }
    throw error;
  }
}

function report(ctx: ParameterizedContext, error: unknown): void {
  const context = currentContext();
  reportError(error, {
    kind: 'request',
    name: `${ctx.method} ${routeTemplate(ctx)}`,
    requestId: context?.requestId,
    userId: context?.userId,
    method: ctx.method,
    url: maskUrl(ctx.originalUrl),
  });
}
