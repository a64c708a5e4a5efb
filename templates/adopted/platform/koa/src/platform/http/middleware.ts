import type { Next, ParameterizedContext } from 'koa';
import { runInContext } from '../context.js';
import { isDraining } from '../lifecycle.js';
import { beginRequest, endRequest, unknownRoute } from './requests.js';

/** The path as the router's route declares it, such as `/products/:id`. */
export function routeTemplate(ctx: ParameterizedContext): string {
  const template: unknown = Reflect.get(ctx, '_matchedRoute');
  return typeof template === 'string' ? template : unknownRoute;
}

/** Follows every request from here to its answer, within a context of its own. */
export async function followRequests(ctx: ParameterizedContext, next: Next): Promise<void> {
  const context = beginRequest(ctx.get('x-request-id'));
  //{{#if on.logging}}
  ctx.res.setHeader('x-request-id', context.requestId);
  //{{/if}}
  if (isDraining()) {
    ctx.res.setHeader('connection', 'close');
  }
  ctx.res.once('close', () => {
    endRequest(context, {
      method: ctx.method,
      route: routeTemplate(ctx),
      status: ctx.res.statusCode,
    });
  });
  await runInContext(context, next);
}
