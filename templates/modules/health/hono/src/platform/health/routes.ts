import { Hono } from 'hono';
import { readiness } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export const healthRoutes = new Hono();

healthRoutes.get('/health/live', (c) =>
  c.json({ status: 'alive' }, 200, { 'cache-control': 'no-store' }),
);

healthRoutes.get('/health/ready', async (c) => {
  const answer = await readiness();
  const status = answer.status === 'ready' ? 200 : 503;
  return c.json(answer, status, { 'cache-control': 'no-store' });
});
