import { z } from 'zod';
import { rawQuery } from '../../database/client.js';
import { type JobState, type JobStatus, jobRecord } from './types.js';

const states = `
  select id, name, attempts, error, created_at as "createdAt", finished_at as "finishedAt",
    case when state = 'waiting' and start_at > now() then 'delayed' else state end as state
  from queue.jobs`;

/** What is known of a job, or null when there is none with this id. */
export async function findState(id: string): Promise<JobState | null> {
  const { rows } = await rawQuery(`${states} where id = $1`, [id]);
  return z.array(jobRecord).parse(rows)[0] ?? null;
}

/** The newest jobs of a state. */
export async function listStates(state: JobStatus, limit = 100): Promise<readonly JobState[]> {
  const { rows } = await rawQuery(
    `select * from (${states}) as jobs where state = $1 order by "createdAt" desc limit $2`,
    [state, limit],
  );
  return z.array(jobRecord).parse(rows);
}
