import { z } from 'zod';
import type { RouteDoc } from '../docs/document.js';
import { jobView } from './view.js';

/** What the documentation says about the routes of jobs. */
export const jobRouteDocs: readonly RouteDoc[] = [
  {
    method: 'get',
    path: '/jobs/{id}',
    tag: 'jobs',
    summary: 'The state of a job',
    params: z.object({ id: z.string() }),
    status: 200,
    response: jobView,
  },
];
