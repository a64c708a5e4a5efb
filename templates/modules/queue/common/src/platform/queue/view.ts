import { z } from 'zod';
import { notFound } from '../errors/problem.js';
import { jobState } from './index.js';
import { jobRecord } from './types.js';

/** What clients see of a job: neither its payload nor why it failed. */
export const jobView = jobRecord
  .pick({ id: true, name: true, state: true, attempts: true })
  .extend({ createdAt: z.iso.datetime(), finishedAt: z.iso.datetime().nullable() });

/** A job as clients see it. Throws a 404 when there is none with this id (any more). */
export async function showJob(id: string): Promise<z.infer<typeof jobView>> {
  const job = await jobState(id);
  if (job === null) throw notFound(`There is no job ${id}.`);
  return {
    id: job.id,
    name: job.name,
    state: job.state,
    attempts: job.attempts,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
