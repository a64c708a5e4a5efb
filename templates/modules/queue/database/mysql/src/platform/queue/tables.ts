import { rawQuery } from '../../database/client.js';

/**
 * Creates the table of jobs. Instants are milliseconds; jobs of low places run first; `heard_at` is when the worker
 * that runs a job was last heard of, and `dedupe` is there while the job waits or runs.
 */
export async function createQueueTables(): Promise<void> {
  await rawQuery(`
    create table if not exists queue_jobs (
      number bigint auto_increment primary key,
      id char(36) not null unique,
      name varchar(255) not null,
      payload longtext not null,
      request_id varchar(255),
      place int not null,
      state varchar(20) not null,
      attempts int not null default 0,
      start_at bigint not null,
      heard_at bigint,
      dedupe varchar(500) unique,
      created_at bigint not null,
      finished_at bigint,
      error mediumtext,
      index queue_jobs_next (state, place, number),
      index queue_jobs_due (state, start_at)
    ) character set utf8mb4 collate utf8mb4_bin
  `);
}
