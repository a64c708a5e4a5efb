import type { Next, ParameterizedContext } from 'koa';
import { readiness, statusOf } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export async function healthRoutes(ctx: ParameterizedContext, next: Next): Promise<void> {
  const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
  if (isRead && ctx.path === '/health/live') {
    ctx.set('cache-control', 'no-store');
    ctx.body = { status: 'alive' };
  } else if (isRead && ctx.path === '/health/ready') {
    const result = await readiness();
    ctx.set('cache-control', 'no-store');
    ctx.status = statusOf(result);
    ctx.body = result;
  } else {
    await next();
  }
}
