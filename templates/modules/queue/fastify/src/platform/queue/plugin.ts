import fastifyPlugin from 'fastify-plugin';
import { z } from 'zod';
import type { App } from '../http/app.js';
import { jobView, showJob } from './view.js';

/** `GET /jobs/:id` tells how far a job is. */
export const jobRoutes = fastifyPlugin(async (app: App) => {
  app.get(
    '/jobs/:id',
    {
      schema: {
        summary: 'The state of a job',
        tags: ['jobs'],
        params: z.object({ id: z.string() }),
        response: { 200: jobView },
      },
    },
    ({ params }) => showJob(params.id),
  );
});
