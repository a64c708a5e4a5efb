import { rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';

/** Any number will do, as long as nothing else of the project takes this lock. */
const lock = 7_203_114_509;

/** Makes the table of the jobs. */
export async function migrateQueue(): Promise<void> {
  await transaction(async () => {
    // Deployments that migrate at the same time would both find no table.
    await rawQuery('select pg_advisory_xact_lock($1::bigint)', [lock]);
    await rawQuery(`
      create schema if not exists queue;
      create table if not exists queue.jobs (
        id text primary key,
        name text not null,
        payload jsonb,
        request_id text,
        priority integer not null,
        dedupe text unique,
        state text not null default 'waiting',
        attempts integer not null default 0,
        error text,
        created_at timestamptz not null default now(),
        start_at timestamptz not null,
        send_at timestamptz,
        sent_at timestamptz,
        finished_at timestamptz
      );
      create index if not exists jobs_send_at on queue.jobs (send_at);
      create index if not exists jobs_state on queue.jobs (state, created_at);
    `);
  });
}
