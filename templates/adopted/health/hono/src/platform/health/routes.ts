import { Hono } from 'hono';
import { readiness, statusOf } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export const healthRoutes = new Hono();

healthRoutes.get('/health/live', (c) => {
  c.header('cache-control', 'no-store');
  return c.json({ status: 'alive' });
});

healthRoutes.get('/health/ready', async (c) => {
  const result = await readiness();
  c.header('cache-control', 'no-store');
  return c.json(result, statusOf(result));
});
