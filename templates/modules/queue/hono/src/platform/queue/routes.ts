import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { jsonAnswer } from '../http/json.js';
import { jobView, showJob } from './view.js';

const getJob = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  tags: ['jobs'],
  summary: 'The state of a job',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonAnswer('The job', jobView) },
});

/** `GET /jobs/:id` tells how far a job is. */
export const jobRoutes = new OpenAPIHono();

jobRoutes.openapi(getJob, async (c) => c.json(await showJob(c.req.valid('param').id), 200));
