import { Router } from 'express';
import { showJob } from './view.js';

/** `GET /jobs/:id` tells how far a job is. */
export const jobRoutes = Router();

jobRoutes.get('/jobs/:id', async (request, response) => {
  response.json(await showJob(request.params.id));
});
