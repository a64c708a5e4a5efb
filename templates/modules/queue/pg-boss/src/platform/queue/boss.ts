import PgBoss from 'pg-boss';
import { rawQuery } from '../../database/client.js';
import { logger } from '../logging/logger.js';

/** All jobs share one queue, so that one query finds the next job and priorities hold among all of them. */
export const queueName = 'jobs';

const day = 86_400;

let boss: PgBoss | undefined;

/** The connected pg-boss. Throws when there is none. */
export function connectedBoss(): PgBoss {
  if (boss === undefined) throw new Error('The queue is not connected; call connectQueue() first.');
  return boss;
}

/** Throws when the tables are not those that this version of pg-boss knows. */
export async function connectBoss(): Promise<void> {
  try {
    boss ??= await createBoss({ migrate: false }).start();
  } catch (error) {
    throw new Error('The tables of the queue are missing or old; run the migrations first.', {
      cause: error,
    });
  }
}

export async function disconnectBoss(): Promise<void> {
  await boss?.stop({ graceful: false });
  boss = undefined;
}

/**
 * pg-boss over the project's own database. Its statements take part in the current transaction, so a job that
 * is enqueued there exists with the commit and never without it.
 */
function createBoss({ migrate }: { readonly migrate: boolean }): PgBoss {
  const created = new PgBoss({
    db: { executeSql: rawQuery },
    migrate,
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
  created.on('error', (error) => logger.error({ err: error }, 'pg-boss failed'));
  return created;
}

/** Makes or updates the tables of the queue, in a schema of their own. */
export async function migrateQueue(): Promise<void> {
  const migrating = createBoss({ migrate: true });
  await migrating.start();
  await migrating.createQueue(queueName);
  await migrating.stop({ graceful: false });
}
