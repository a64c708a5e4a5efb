import { z } from 'zod';
import { rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import { connectedBoss, queueName } from './boss.js';
import { type Delivery, type JobState, type JobStatus, jobRecord, type NewJob } from './types.js';

/*
 * What pg-boss has no call for, on its table: leases that are renewed, the delay of one retry, lists.
 * `started_on` is the lease: the last time that the worker of a running job was heard of.
 */

/** So often may the same job take its worker down before it is left alone. */
const runsAtMost = 10;
/** pg-boss' ids; the database refuses anything else. */
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Adds a job, unless one with its id is there or one with its key waits or runs; gives the id of the one that is. */
export async function insertJob(job: NewJob): Promise<string> {
  const { dedupe } = job;
  if (dedupe === null) return send(job);
  return transaction(async () => (await findByKey(dedupe)) ?? (await send(job)));
}

/** The unique key of a job is its id: a second one with the same id is not added. */
async function send({ id, data, priority, startAt, dedupe }: NewJob): Promise<string> {
  await connectedBoss().send(queueName, data, {
    id,
    priority,
    ...(startAt !== null && { startAfter: startAt }),
    ...(dedupe !== null && { singletonKey: dedupe }),
  });
  return id;
}

/** Takes the jobs that are next, for this worker alone. */
export async function takeJobs(batchSize: number): Promise<readonly Delivery[]> {
  const options = { batchSize, includeMetadata: true } as const;
  const jobs = await connectedBoss().fetch<Delivery['data']>(queueName, options);
  // The database chooses by priority and age, but gives what it chose in any order.
  jobs.sort((a, b) => b.priority - a.priority || a.createdOn.getTime() - b.createdOn.getTime());
  return jobs.map(({ id, data, retryCount }) => ({ id, data, attempt: retryCount + 1 }));
}

const deliveryRow = z.object({
  id: z.string(),
  data: z.object({ name: z.string(), payload: z.unknown(), requestId: z.string().nullable() }),
  attempt: z.int(),
});

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
export async function takeOverStalled(stalledSeconds: number): Promise<readonly Delivery[]> {
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
  return z.array(deliveryRow).parse(rows.filter(({ dead }) => dead));
}

export async function completeJob({ id }: Delivery): Promise<void> {
  await connectedBoss().complete(queueName, id);
}

/** Puts a job whose run failed back for later, or among the dead ones when `delayMs` is null. */
export async function settleFailed(
  { id }: Delivery,
  delayMs: number | null,
  why: string,
): Promise<void> {
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
export async function giveBack({ id }: Delivery): Promise<void> {
  await rawQuery(
    `update pgboss.job set state = 'retry', start_after = now(), retry_count = retry_count - 1
     where name = $1 and id = $2 and state = 'active'`,
    [queueName, id],
  );
}

/** Puts a failed job back with a fresh set of attempts. */
export async function reviveFailed(id: string): Promise<boolean> {
  if (!uuid.test(id)) return false;
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
async function findByKey(key: string): Promise<string | null> {
  await rawQuery('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const { rows } = await rawQuery(
    `select id from pgboss.job
     where name = $1 and singleton_key = $2 and state < 'completed' limit 1`,
    [queueName, key],
  );
  return z.array(z.object({ id: z.string() })).parse(rows)[0]?.id ?? null;
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
  if (!uuid.test(id)) return null;
  const { rows } = await rawQuery(
    `${states} pgboss.job where name = $1 and id = $2
     union all ${states} pgboss.archive where name = $1 and id = $2 limit 1`,
    [queueName, id],
  );
  return z.array(jobRecord).parse(rows)[0] ?? null;
}

export async function listStates(state: JobStatus, limit = 100): Promise<readonly JobState[]> {
  const { rows } = await rawQuery(
    `select * from (${states} pgboss.job where name = $1) as jobs
     where state = $2 order by "createdAt" desc limit $3`,
    [queueName, state, limit],
  );
  return z.array(jobRecord).parse(rows);
}

/** Archives and deletes jobs some time after they ended. */
export async function forgetOldJobs(): Promise<void> {
  await connectedBoss().maintain();
}
