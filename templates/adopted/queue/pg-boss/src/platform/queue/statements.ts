import type { QueryResultRow } from 'pg';
import type { Query } from './database.js';
import { rawQuery } from './database.js';
import { queueSettings } from './settings.js';
import type { Delivery, JobData, JobState, JobStatus } from './types.js';

/*
 * What pg-boss has no call for, on its table: leases that are renewed, the delay of one retry, lists.
 * `started_on` is the lease: the last time that the worker of a running job was heard of.
 */

async function rowsOf<Row extends QueryResultRow>(
  sql: string,
  values: readonly unknown[],
  query: Query = rawQuery,
): Promise<Row[]> {
  const { rows } = await query<Row>(sql, [queueSettings().name, ...values]);
  return rows;
}

/** Tells that this worker still runs these jobs. */
export async function renewLeases(ids: readonly string[]): Promise<void> {
  await rowsOf(
    `update pgboss.job set started_on = now()
     where name = $1 and id = any($2::uuid[]) and state = 'active'`,
    [ids],
  );
}

interface TakenRow {
  readonly id: string;
  readonly data: JobData;
  readonly attempt: number;
  readonly dead: boolean;
}

/**
 * Takes the jobs of silent workers back into the queue. One that took a worker down `runsAtMost` times is
 * failed instead; those are returned.
 */
export async function takeOverStalled(
  stalledSeconds: number,
  runsAtMost: number,
): Promise<readonly Delivery[]> {
  const rows = await rowsOf<TakenRow>(
    `update pgboss.job set
       state = (case when retry_count + 1 < $3 then 'retry' else 'failed' end)::pgboss.job_state,
       completed_on = case when retry_count + 1 < $3 then null else now() end,
       start_after = now(),
       output = jsonb_build_object('message', 'The worker died or hung while it ran the job.')
     where name = $1 and state = 'active' and started_on <= now() - $2::float8 * interval '1 second'
     returning id, data, retry_count + 1 as attempt, state = 'failed' as dead`,
    [stalledSeconds, runsAtMost],
  );
  return rows.filter(({ dead }) => dead);
}

/** Puts a job whose run failed back for later, or among the dead ones when `delayMs` is null. */
export async function settleFailed(id: string, delayMs: number | null, why: string): Promise<void> {
  await rowsOf(
    `update pgboss.job set
       state = (case when $3::float8 is null then 'failed' else 'retry' end)::pgboss.job_state,
       completed_on = case when $3::float8 is null then now() end,
       start_after = now() + coalesce($3::float8, 0) * interval '1 millisecond',
       output = jsonb_build_object('message', $4::text)
     where name = $1 and id = $2 and state = 'active'`,
    [id, delayMs, why],
  );
}

/** Gives a job back that the worker couldn't finish before it had to stop; the run doesn't count. */
export async function giveBack(id: string): Promise<void> {
  await rowsOf(
    `update pgboss.job set state = 'retry', start_after = now(), retry_count = retry_count - 1
     where name = $1 and id = $2 and state = 'active'`,
    [id],
  );
}

/** Puts a failed job back with a fresh set of attempts. */
export async function reviveFailed(id: string): Promise<boolean> {
  const rows = await rowsOf(
    `update pgboss.job set state = 'created', start_after = now(), retry_count = 0,
       started_on = null, completed_on = null
     where name = $1 and id = $2 and state = 'failed' returning id`,
    [id],
  );
  return rows.length > 0;
}

/**
 * The id of the job that waits or runs under a key. Until the end of the transaction of `query` nobody else gets an
 * answer for this key, so that two callers don't both add one.
 */
export async function findByKey(key: string, query: Query): Promise<string | null> {
  await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const [found] = await rowsOf<{ readonly id: string }>(
    `select id from pgboss.job
     where name = $1 and singleton_key = $2 and state < 'completed' limit 1`,
    [key],
    query,
  );
  return found === undefined ? null : found.id;
}

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
  const [found] = await rowsOf<JobState>(
    `${states} pgboss.job where name = $1 and id = $2
     union all ${states} pgboss.archive where name = $1 and id = $2 limit 1`,
    [id],
  );
  return found === undefined ? null : found;
}

export function listStates(state: JobStatus, limit: number): Promise<readonly JobState[]> {
  return rowsOf<JobState>(
    `select * from (${states} pgboss.job where name = $1) as jobs
     where state = $2 order by "createdAt" desc limit $3`,
    [state, limit],
  );
}
