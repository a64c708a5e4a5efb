//{{#if host.defaultImports}}
import PgBoss from 'pg-boss';
//{{else}}
import PgBoss = require('pg-boss');
//{{/if}}
import { logger } from '../logger.js';
import { rawQuery } from './database.js';
import { queueSettings } from './settings.js';

const day = 86_400;

let started: Promise<PgBoss> | undefined;

/** pg-boss, opened by the first call, which also makes or updates its tables in their own schema `pgboss`. */
export function boss(): Promise<PgBoss> {
  if (started === undefined) {
    started = open();
    // The next call tries again.
    started.catch(() => {
      started = undefined;
    });
  }
  return started;
}

/** Closes it, if it was opened. */
export async function closeBoss(): Promise<void> {
  const current = started;
  started = undefined;
  if (current !== undefined) {
    await (await current).stop({ graceful: false });
  }
}

async function open(): Promise<PgBoss> {
  const fresh = new PgBoss({
    db: {
      executeSql: (sql: string, values: unknown[] | undefined) => rawQuery(sql, values ?? []),
    },
    // The worker does both: schedules to the second, and the upkeep when it suits it.
    schedule: false,
    supervise: false,
    // The worker's own lease says when a job is stalled. This limit only has to be longer.
    expireInHours: 23,
    retentionDays: 30,
    archiveCompletedAfterSeconds: day,
    archiveFailedAfterSeconds: 30 * day,
    deleteAfterDays: 30,
  });
  fresh.on('error', (error) => logger.error({ err: error }, 'pg-boss failed'));
  await fresh.start();
  await fresh.createQueue(queueSettings().name);
  return fresh;
}
