import { z } from 'zod';
import { rawQuery } from '../../database/client.js';
import { queueName } from './boss.js';
import type { Delivery, JobState, JobStatus } from './types.js';

/*
 * What pg-boss has no call for, on its table: leases that are renewed, the delay of one retry, lists.
 * `started_on` is the lease: the last time that the worker of a running job was heard of.
 */

const dataOf = z.object({
  name: z.string(),
  payload: z.unknown(),
  requestId: z.string().nullable(),
});

const takenRow = z
  .object({ id: z.string(), data: dataOf, attempt: z.int(), dead: z.boolean() })
  .transform(({ dead, ...delivery }): { dead: boolean; delivery: Delivery } => ({
    dead,
    delivery,
  }));

/** Tells that this worker still runs these jobs. */
export async function renewLeases(ids: readonly string[]): Promise<void> {
  await rawQuery(
    `update pgboss.job set started_on = now()
     where name = $1 and id = any($2::uuid[]) and state = 'active'`,
    [queueName, ids],
  );
}

/**
 * Takes the jobs of silent workers back into the queue. One that took a worker down `runsAtMost` times is
 * failed instead; those are returned.
 */
export async function takeOverStalled(
  stalledSeconds: number,
  runsAtMost: number,
): Promise<readonly Delivery[]> {
  const { rows } = await rawQuery(
    `update pgboss.job set
       state = (case when retry_count + 1 < $3 then 'retry' else 'failed' end)::pgboss.job_state,
       completed_on = case when retry_count + 1 < $3 then null else now() end,
       start_after = now(),
       output = jsonb_build_object('message', 'The worker died or hung while it ran the job.')
     where name = $1 and state = 'active' and started_on <= now() - $2::float8 * interval '1 second'
     returning id, data, retry_count + 1 as attempt, state = 'failed' as dead`,
    [queueName, stalledSeconds, runsAtMost],
  );
  return z
    .array(takenRow)
    .parse(rows)
    .flatMap(({ dead, delivery }) => (dead ? [delivery] : []));
}

/** Puts a job whose run failed back for later, or among the dead ones when `delayMs` is null. */
export async function settleFailed(id: string, delayMs: number | null, why: string): Promise<void> {
  await rawQuery(
    `update pgboss.job set
       state = (case when $3::float8 is null then 'failed' else 'retry' end)::pgboss.job_state,
       completed_on = case when $3::float8 is null then now() end,
       start_after = now() + coalesce($3::float8, 0) * interval '1 millisecond',
       output = jsonb_build_object('message', $4::text)
     where name = $1 and id = $2 and state = 'active'`,
    [queueName, id, delayMs, why],
  );
}

/** Gives a job back that the worker couldn't finish before it had to stop; the run doesn't count. */
export async function giveBack(id: string): Promise<void> {
  await rawQuery(
    `update pgboss.job set state = 'retry', start_after = now(), retry_count = retry_count - 1
     where name = $1 and id = $2 and state = 'active'`,
    [queueName, id],
  );
}

/** Puts a failed job back with a fresh set of attempts. */
export async function reviveFailed(id: string): Promise<boolean> {
  const { rows } = await rawQuery(
    `update pgboss.job set state = 'created', start_after = now(), retry_count = 0,
       started_on = null, completed_on = null
     where name = $1 and id = $2 and state = 'failed' returning id`,
    [queueName, id],
  );
  return rows.length > 0;
}

/**
 * The id of the job that waits or runs under a key. Until the end of the transaction nobody else gets an
 * answer for this key, so that two callers don't both add one.
 */
export async function findByKey(key: string): Promise<string | null> {
  await rawQuery('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const { rows } = await rawQuery(
    `select id from pgboss.job
     where name = $1 and singleton_key = $2 and state < 'completed' limit 1`,
    [queueName, key],
  );
  const [found] = z.array(z.object({ id: z.string() })).parse(rows);
  return found?.id ?? null;
}

const stateRow = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'delayed', 'active', 'completed', 'failed']),
  attempts: z.int(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  error: z.string().nullable(),
});

const states = `
  select id, data->>'name' as name,
    case when state < 'active' and start_after > now() then 'delayed'
         when state < 'active' then 'waiting'
         when state = 'cancelled' then 'failed'
         else state::text end as state,
    case when started_on is null then 0 else retry_count + 1 end as attempts,
    created_on as "createdAt", completed_on as "finishedAt",
    case when state <> 'completed' then output->>'message' end as error
  from`;

export async function findState(id: string): Promise<JobState | null> {
  const { rows } = await rawQuery(
    `${states} pgboss.job where name = $1 and id = $2
     union all ${states} pgboss.archive where name = $1 and id = $2 limit 1`,
    [queueName, id],
  );
  return z.array(stateRow).parse(rows)[0] ?? null;
}

export async function listStates(state: JobStatus, limit: number): Promise<readonly JobState[]> {
  const { rows } = await rawQuery(
    `select * from (${states} pgboss.job where name = $1) as jobs
     where state = $2 order by "createdAt" desc limit $3`,
    [queueName, state, limit],
  );
  return z.array(stateRow).parse(rows);
}
