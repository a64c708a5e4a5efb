import { z } from 'zod';
import { rawQuery } from '../../database/client.js';
import type { Notice } from './broker.js';
import type { Delivery, NewJob } from './types.js';

/*
 * What becomes of jobs is in the table; the broker tells workers that there is one to run.
 * `send_at` is when a job is told to the broker (again), unless something happens before: another process does it,
 * or the worker that runs the job says that it is alive. It is null while the broker has the job, and at the end.
 */

/** So often may the same job take its worker down before it is left alone. */
const runsAtMost = 10;
/** A job that this process is about to send by itself is left to it for so long. */
const grace = "interval '5 seconds'";

const idRow = z.object({ id: z.string() });

/** Adds a job, unless there is one with its id or key. False when there is. */
export async function insertJob({ id, data, priority, startAt, dedupe }: NewJob): Promise<boolean> {
  const { rows } = await rawQuery(
    `insert into queue.jobs (id, name, payload, request_id, priority, dedupe, start_at, send_at)
     values ($1, $2, $3, $4, $5, $6,
       coalesce($7::timestamptz, now()), coalesce($7::timestamptz, now() + ${grace}))
     on conflict do nothing returning id`,
    [id, data.name, JSON.stringify(data.payload), data.requestId, priority, dedupe, startAt],
  );
  return rows.length > 0;
}

/** The id of the job that waits or runs under a key. */
export async function findByKey(key: string): Promise<string | null> {
  const { rows } = await rawQuery('select id from queue.jobs where dedupe = $1', [key]);
  return z.array(idRow).parse(rows)[0]?.id ?? null;
}

/** Notes that the broker has a job that was just added. A worker may have begun it meanwhile. */
export async function noteFirstSent(id: string): Promise<void> {
  await rawQuery(
    `update queue.jobs set send_at = null, sent_at = now()
     where id = $1 and state = 'waiting' and attempts = 0`,
    [id],
  );
}

/** Notes that the broker has these jobs, which `lockUnsent` gave. */
export async function noteSent(ids: readonly string[]): Promise<void> {
  await rawQuery('update queue.jobs set send_at = null, sent_at = now() where id = any($1)', [ids]);
}

const noticeRow = z.object({ id: z.string(), name: z.string(), priority: z.int() });

/** Jobs that must be sent. Until the end of the transaction no other process gets them. */
export async function lockUnsent(limit: number): Promise<readonly Notice[]> {
  const { rows } = await rawQuery(
    `select id, name, priority from queue.jobs
     where send_at <= now() and state = 'waiting'
     order by send_at limit $1 for update skip locked`,
    [limit],
  );
  return z.array(noticeRow).parse(rows);
}

/** Has jobs sent again that the broker should have had for a while: it has none, so it lost them. */
export async function resendLost(): Promise<void> {
  await rawQuery(
    `update queue.jobs set send_at = now()
     where state = 'waiting' and send_at is null and sent_at < now() - interval '1 minute'`,
  );
}

const deliveryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    payload: z.unknown(),
    requestId: z.string().nullable(),
    attempt: z.int(),
  })
  .transform(({ id, attempt, ...data }): Delivery => ({ id, data, attempt }));

const delivered = 'id, name, payload, request_id as "requestId", attempts as attempt';

/** Begins a run of a job. Null when it is not to be run: it is done, put off, or another worker has it. */
export async function takeJob(id: string, stalledSeconds: number): Promise<Delivery | null> {
  const { rows } = await rawQuery(
    `update queue.jobs set state = 'active', attempts = attempts + 1,
       send_at = now() + $2::float8 * interval '1 second'
     where id = $1 and state = 'waiting' and start_at <= now()
     returning ${delivered}`,
    [id, stalledSeconds],
  );
  return z.array(deliveryRow).parse(rows)[0] ?? null;
}

/** Tells that this worker still runs these jobs. */
export async function renewLeases(ids: readonly string[], stalledSeconds: number): Promise<void> {
  await rawQuery(
    `update queue.jobs set send_at = now() + $2::float8 * interval '1 second'
     where id = any($1) and state = 'active'`,
    [ids, stalledSeconds],
  );
}

/**
 * Takes the jobs of silent workers back, or all running ones. One that took a worker down `runsAtMost` times is
 * failed instead; those are returned.
 */
export async function takeOverStalled(all: boolean): Promise<readonly Delivery[]> {
  const { rows } = await rawQuery(
    `update queue.jobs set
       state = case when attempts < $1 then 'waiting' else 'failed' end,
       dedupe = case when attempts < $1 then dedupe end,
       send_at = case when attempts < $1 then now() end,
       finished_at = case when attempts < $1 then null else now() end,
       error = 'The worker died or hung while it ran the job.'
     where state = 'active' and ($2 or send_at <= now())
     returning ${delivered}, state = 'failed' as dead`,
    [runsAtMost, all],
  );
  return z.array(deliveryRow).parse(rows.filter(({ dead }) => dead));
}

/** Ends a job well. A run that was taken over meanwhile has no say. */
export async function settleDone({ id, attempt }: Delivery): Promise<void> {
  await rawQuery(
    `update queue.jobs set state = 'completed', finished_at = now(), send_at = null,
       dedupe = null, error = null
     where id = $1 and state = 'active' and attempts = $2`,
    [id, attempt],
  );
}

/** Puts a job whose run failed back for later, or among the dead ones when `delayMs` is null. */
export async function settleFailed(
  { id, attempt }: Delivery,
  delayMs: number | null,
  why: string,
): Promise<void> {
  await rawQuery(
    `update queue.jobs set
       state = case when $3::float8 is null then 'failed' else 'waiting' end,
       dedupe = case when $3::float8 is not null then dedupe end,
       finished_at = case when $3::float8 is null then now() end,
       start_at = now() + coalesce($3::float8, 0) * interval '1 millisecond',
       send_at = now() + $3::float8 * interval '1 millisecond',
       error = $4
     where id = $1 and state = 'active' and attempts = $2`,
    [id, attempt, delayMs, why],
  );
}

/** Gives a job back that the worker couldn't finish before it had to stop; the run doesn't count. */
export async function giveBack({ id, attempt }: Delivery): Promise<void> {
  await rawQuery(
    `update queue.jobs set state = 'waiting', attempts = attempts - 1, send_at = now()
     where id = $1 and state = 'active' and attempts = $2`,
    [id, attempt],
  );
}

/** Puts a dead job back with a fresh set of attempts. Null when there is no such dead job. */
export async function reviveFailed(id: string): Promise<Notice | null> {
  const { rows } = await rawQuery(
    `update queue.jobs set state = 'waiting', attempts = 0, finished_at = null,
       start_at = now(), send_at = now() + ${grace}
     where id = $1 and state = 'failed' returning id, name, priority`,
    [id],
  );
  return z.array(noticeRow).parse(rows)[0] ?? null;
}

/** Forgets jobs that ended long ago. */
export async function deleteOld(): Promise<void> {
  await rawQuery(
    `delete from queue.jobs where finished_at < now() - case state
       when 'completed' then interval '7 days' else interval '30 days' end`,
  );
}
