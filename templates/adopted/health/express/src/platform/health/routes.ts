import { type Response, Router } from 'express';
import { readiness, statusOf } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
export const healthRoutes = Router();

healthRoutes.get('/health/live', (_request, response) => {
  response.set('cache-control', 'no-store').json({ status: 'alive' });
});

healthRoutes.get('/health/ready', (_request, response, next) => {
  answer(response).catch(next);
});

async function answer(response: Response): Promise<void> {
  const result = await readiness();
  response.set('cache-control', 'no-store').status(statusOf(result)).json(result);
}
