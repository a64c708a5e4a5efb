import { Router } from 'express';
import { enqueue } from '../platform/queue/index.js';
import { reportOrders, reportPeriod } from './jobs.js';

/** The routes of reports, without their prefix. */
export const reportRoutes = Router();

/** Has a report about orders written. */
reportRoutes.post('/', async (request, response) => {
  const { from, to } = reportPeriod.parse(request.body);
  const { id } = await enqueue(reportOrders, { from, to }, { dedupe: `${from}..${to}` });
  response.status(202).location(`/jobs/${id}`).json({ jobId: id });
});
