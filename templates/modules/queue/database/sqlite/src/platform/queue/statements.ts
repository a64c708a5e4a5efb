import { rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import { deliveriesOf, noneTaken, statesOf } from './rows.js';
import type { Delivery, JobState, JobStatus, NewJob } from './types.js';

/** So often may the same job take its worker down before it is left alone. */
const runsAtMost = 10;
const dayMs = 86_400_000;
/** How long jobs that ended can be looked up. */
const keptMs = { completed: 7 * dayMs, failed: 30 * dayMs };
/** What a job says that took its workers down with it. */
const stalled = 'The worker died or hung while it ran the job.';

const taken = 'id, name, payload, request_id, attempts';

/** Adds a job, unless one with its id is there or one with its key waits or runs; gives the id of the one that is. */
export async function insertJob({ id, data, priority, startAt, dedupe }: NewJob): Promise<string> {
  const now = Date.now();
  const at = startAt?.getTime() ?? now;
  await rawQuery(
    `insert into queue_jobs
       (id, name, payload, request_id, place, state, start_at, dedupe, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [
      ...[id, data.name, JSON.stringify(data.payload), data.requestId],
      ...[-priority, at > now ? 'delayed' : 'waiting', at, dedupe, now],
    ],
  );
  const { rows } = await rawQuery('select id from queue_jobs where dedupe = ?', [dedupe]);
  return typeof rows[0]?.id === 'string' ? rows[0].id : id;
}

/** Takes the jobs that are next, for this worker alone. */
export function takeJobs(limit: number): Promise<readonly Delivery[]> {
  return transaction(async () => {
    const now = Date.now();
    await rawQuery(
      `update queue_jobs set state = 'waiting' where state = 'delayed' and start_at <= ?`,
      [now],
    );
    const { rows } = await rawQuery(
      `update queue_jobs set state = 'active', attempts = attempts + 1, heard_at = ?
       where number in (
         select number from queue_jobs where state = 'waiting' order by place, number limit ?
       )
       returning number, place, ${taken}`,
      [now, limit],
    );
    // The rows of an update come in any order.
    rows.sort((a, b) => Number(a.place) - Number(b.place) || Number(a.number) - Number(b.number));
    return deliveriesOf(rows);
  }).catch(noneTaken);
}

/** Tells that this worker still runs these jobs. */
export async function renewLeases(ids: readonly string[]): Promise<void> {
  await rawQuery(
    `update queue_jobs set heard_at = ?
     where state = 'active' and id in (${ids.map(() => '?').join(', ')})`,
    [Date.now(), ...ids],
  );
}

/**
 * Gives the jobs of silent workers back. One that took a worker down `runsAtMost` times is failed instead; those are
 * returned.
 */
export function takeOverStalled(stalledSeconds: number): Promise<readonly Delivery[]> {
  return transaction(async () => {
    const now = Date.now();
    const silentSince = now - stalledSeconds * 1_000;
    const { rows } = await rawQuery(
      `update queue_jobs set state = 'failed', finished_at = ?, dedupe = null, error = ?
       where state = 'active' and heard_at <= ? and attempts >= ? returning ${taken}`,
      [now, stalled, silentSince, runsAtMost],
    );
    await rawQuery(
      `update queue_jobs set state = 'waiting', error = ?
       where state = 'active' and heard_at <= ?`,
      [stalled, silentSince],
    );
    return deliveriesOf(rows);
  });
}

/** Notes that a job is done, unless another worker took it over meanwhile. */
export async function completeJob({ id, attempt }: Delivery): Promise<void> {
  await rawQuery(
    `update queue_jobs set state = 'completed', finished_at = ?, dedupe = null, error = null
     where id = ? and state = 'active' and attempts = ?`,
    [Date.now(), id, attempt],
  );
}

/** Puts a job whose run failed back for later, or among the dead ones when `delayMs` is null. */
export async function settleFailed(
  { id, attempt }: Delivery,
  delayMs: number | null,
  why: string,
): Promise<void> {
  const set =
    delayMs === null
      ? `state = 'failed', finished_at = ?, dedupe = null`
      : `state = 'delayed', start_at = ?`;
  await rawQuery(
    `update queue_jobs set ${set}, error = ? where id = ? and state = 'active' and attempts = ?`,
    [Date.now() + (delayMs ?? 0), why, id, attempt],
  );
}

/** Gives a job back that the worker couldn't finish before it had to stop; the run doesn't count. */
export async function giveBack({ id, attempt }: Delivery): Promise<void> {
  await rawQuery(
    `update queue_jobs set state = 'waiting', attempts = attempts - 1
     where id = ? and state = 'active' and attempts = ?`,
    [id, attempt],
  );
}

/** Puts a failed job back with a fresh set of attempts. False when there is no such failed job. */
export async function reviveFailed(id: string): Promise<boolean> {
  const { rows } = await rawQuery(
    `update queue_jobs set state = 'waiting', attempts = 0, finished_at = null
     where id = ? and state = 'failed' returning id`,
    [id],
  );
  return rows.length > 0;
}

/** Deletes jobs some time after they ended. */
export async function forgetOldJobs(now = Date.now()): Promise<void> {
  for (const [state, ms] of Object.entries(keptMs)) {
    await rawQuery('delete from queue_jobs where state = ? and finished_at < ?', [state, now - ms]);
  }
}

export async function findState(id: string): Promise<JobState | null> {
  const { rows } = await rawQuery('select * from queue_jobs where id = ?', [id]);
  return statesOf(rows)[0] ?? null;
}

/** The newest jobs of a state. */
export async function listStates(state: JobStatus, limit = 100): Promise<readonly JobState[]> {
  const { rows } = await rawQuery(
    'select * from queue_jobs where state = ? order by number desc limit ?',
    [state, limit],
  );
  return statesOf(rows);
}
