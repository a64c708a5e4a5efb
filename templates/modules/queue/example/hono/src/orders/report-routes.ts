import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { jsonAnswer, jsonInput } from '../platform/http/json.js';
import { enqueue } from '../platform/queue/index.js';
import { reportOrders, reportPeriod } from './jobs.js';

const requestReport = createRoute({
  method: 'post',
  path: '/',
  tags: ['reports'],
  summary: 'Have a report about orders written',
  request: { body: jsonInput(reportPeriod) },
  responses: { 202: jsonAnswer('The job that writes it', z.object({ jobId: z.string() })) },
});

/** The routes of reports, without their prefix. */
export const reportRoutes = new OpenAPIHono();

reportRoutes.openapi(requestReport, async (c) => {
  const { from, to } = c.req.valid('json');
  const { id } = await enqueue(reportOrders, { from, to }, { dedupe: `${from}..${to}` });
  return c.json({ jobId: id }, 202, { location: `/jobs/${id}` });
});
