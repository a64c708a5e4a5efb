import type { App } from '../http/app.js';
import { readiness, statusOf } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export function healthRoutes(app: App): void {
  app.get('/health/live', (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return Promise.resolve({ status: 'alive' });
  });

  app.get('/health/ready', async (_request, reply) => {
    const result = await readiness();
    reply.header('cache-control', 'no-store').code(statusOf(result));
    return result;
  });
}
