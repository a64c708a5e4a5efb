import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { enqueue } from '../platform/queue/index.js';
import { reportOrders, reportPeriod } from './jobs.js';

/** The routes of reports, without their prefix. */
export const reportRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '',
    {
      schema: {
        tags: ['reports'],
        summary: 'Have a report about orders written',
        body: reportPeriod,
        response: { 202: z.object({ jobId: z.string() }) },
      },
    },
    async (request, reply) => {
      const { from, to } = request.body;
      const { id } = await enqueue(reportOrders, { from, to }, { dedupe: `${from}..${to}` });
      reply.code(202).header('location', `/jobs/${id}`);
      return { jobId: id };
    },
  );
};
