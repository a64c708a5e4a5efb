import { z } from 'zod';
import type { RouteDoc } from '../platform/docs/document.js';
import { reportPeriod } from './jobs.js';

/** What the documentation says about the routes of reports. */
export const reportRouteDocs: readonly RouteDoc[] = [
  {
    method: 'post',
    path: '/reports',
    tag: 'reports',
    summary: 'Have a report about orders written',
    body: reportPeriod,
    status: 202,
    response: z.object({ jobId: z.string() }),
  },
];
