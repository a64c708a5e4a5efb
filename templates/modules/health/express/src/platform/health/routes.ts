import { Router } from 'express';
import { readiness } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export const healthRoutes = Router();

healthRoutes.get('/health/live', (_request, response) => {
  response.set('cache-control', 'no-store').json({ status: 'alive' });
});

healthRoutes.get('/health/ready', async (_request, response) => {
  const answer = await readiness();
  response
    .set('cache-control', 'no-store')
    .status(answer.status === 'ready' ? 200 : 503)
    .json(answer);
});
