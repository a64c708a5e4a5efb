import { rawQuery } from '../../database/client.js';

/**
 * Creates the table of jobs. Instants are milliseconds; jobs of low places run first; `heard_at` is when the worker
 * that runs a job was last heard of, and `dedupe` is there while the job waits or runs.
 */
export async function createQueueTables(): Promise<void> {
  await rawQuery(`
    create table if not exists queue_jobs (
      number integer primary key autoincrement,
      id text not null unique,
      name text not null,
      payload text not null,
      request_id text,
      place integer not null,
      state text not null,
      attempts integer not null default 0,
      start_at integer not null,
      heard_at integer,
      dedupe text unique,
      created_at integer not null,
      finished_at integer,
      error text
    )
  `);
  await rawQuery('create index if not exists queue_jobs_next on queue_jobs (state, place, number)');
  await rawQuery('create index if not exists queue_jobs_due on queue_jobs (state, start_at)');
}
