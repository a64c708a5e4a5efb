import type { App } from '../http/app.js';
import { readiness } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export async function healthRoutes(app: App): Promise<void> {
  app.get('/health/live', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'alive' };
  });

  app.get('/health/ready', async (_request, reply) => {
    const answer = await readiness();
    reply.header('cache-control', 'no-store').code(answer.status === 'ready' ? 200 : 503);
    return answer;
  });
}
