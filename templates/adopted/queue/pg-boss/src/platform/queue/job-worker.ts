import { format } from 'node:util';
import { logger } from '../logger.js';
import type { boss as openBoss } from './boss.js';
import { queueSettings } from './settings.js';
import { giveBack, renewLeases, settleFailed, takeOverStalled } from './statements.js';
import type { Stop } from './stop.js';
import { createStop } from './stop.js';
import type { Delivery, JobData, JobRunner } from './types.js';

type PgBoss = Awaited<ReturnType<typeof openBoss>>;

/** So often may the same job take its worker down before it is left alone. */
const runsAtMost = 10;
const upkeepMs = 600_000;

export interface Worker {
  start(): Promise<void>;
  /** Looks for jobs after so many milliseconds, where that is sooner than it would anyhow. */
  wakeIn(ms: number): void;
  stop(limitMs: number): Promise<void>;
}

/** Takes jobs from the queue and runs them, several at a time. */
export function createWorker(boss: PgBoss, runner: JobRunner): Worker {
  const { concurrency, pollMs, stalledSeconds } = queueSettings();
  const running = new Map<string, Promise<void>>();
  const timers: ReturnType<typeof setInterval>[] = [];
  const stop = createStop();
  const ending = new AbortController();
  let awake = false;
  let away = false;
  let endSleep = (): void => undefined;
  let loop = Promise.resolve();

  const wake = (): void => {
    awake = true;
    endSleep();
  };

  const wakeIn = (ms: number): void => {
    if (ms <= 0) {
      wake();
    } else if (ms < pollMs) {
      setTimeout(wake, ms).unref();
    }
  };

  const sleep = (): Promise<void> =>
    new Promise<void>((resolve) => {
      if (awake) {
        return resolve();
      }
      const timer = setTimeout(resolve, pollMs);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** The next jobs; none while the database is away, which is logged once an outage. */
  const fetchOrWait = async (batchSize: number): Promise<readonly Delivery[]> => {
    try {
      const jobs = await fetchJobs(boss, batchSize);
      away = false;
      return jobs;
    } catch (error) {
      if (!away) {
        logger.error({ err: error }, 'The worker gets no jobs');
      }
      away = true;
      return [];
    }
  };

  const work = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      awake = false;
      const batchSize = concurrency - running.size;
      const jobs = batchSize > 0 ? await fetchOrWait(batchSize) : [];
      for (const delivery of jobs) {
        const run = deliver(boss, runner, delivery, stop).then((delayMs) => {
          running.delete(delivery.id);
          wake();
          wakeIn(delayMs);
        });
        running.set(delivery.id, run);
      }
      if (jobs.length < Math.max(batchSize, 1)) {
        await sleep();
      }
    }
  };

  const takeOver = async (seconds: number): Promise<void> => {
    for (const delivery of await takeOverStalled(seconds, runsAtMost)) {
      runner.dead(delivery, new Error(`${delivery.data.name} took its worker down too often.`));
    }
  };

  const every = (ms: number, what: string, task: () => Promise<unknown>): void => {
    const run = (): void => {
      task().catch((error: unknown) => logger.error({ err: error }, what));
    };
    timers.push(setInterval(run, ms));
  };

  return {
    async start() {
      await takeOver(stalledSeconds);
      every((stalledSeconds * 1_000) / 3, 'Leases of jobs could not be renewed', async () => {
        if (running.size > 0) {
          await renewLeases(Array.from(running.keys()));
        }
      });
      every((stalledSeconds * 1_000) / 3, 'Stalled jobs could not be taken over', () =>
        takeOver(stalledSeconds),
      );
      every(upkeepMs, 'The upkeep of the queue failed', () => boss.maintain());
      loop = work();
    },

    wakeIn,

    async stop(limitMs) {
      ending.abort();
      wake();
      await loop;
      const limit = setTimeout(() => stop.request(), limitMs);
      await Promise.all(Array.from(running.values()));
      clearTimeout(limit);
      for (const timer of timers) {
        clearInterval(timer);
      }
    },
  };
}

async function fetchJobs(boss: PgBoss, batchSize: number): Promise<readonly Delivery[]> {
  const jobs = await boss.fetch<JobData>(queueSettings().name, {
    batchSize,
    includeMetadata: true,
  });
  // The database chooses by priority and age, but gives what it chose in any order.
  jobs.sort((a, b) => b.priority - a.priority || a.createdOn.getTime() - b.createdOn.getTime());
  return jobs.map(({ id, data, retryCount }) => ({ id, data, attempt: retryCount + 1 }));
}

/**
 * Runs one job and notes how that went. When even this fails, the lease runs out and another worker runs it.
 * Gives the milliseconds until the job may run again.
 */
async function deliver(
  boss: PgBoss,
  runner: JobRunner,
  delivery: Delivery,
  stop: Stop,
): Promise<number> {
  const { id } = delivery;
  try {
    const error = await outcome(runner.run(delivery, stop));
    if (error === null) {
      await boss.complete(queueSettings().name, id);
    } else if (stop.requested) {
      await giveBack(id);
    } else {
      const delayMs = runner.retryDelay(delivery, error);
      await settleFailed(id, delayMs, error.message);
      if (delayMs === null) {
        runner.dead(delivery, error);
      } else {
        return delayMs;
      }
    }
  } catch (error) {
    logger.error({ err: error, jobId: id }, 'The outcome of a job could not be noted');
  }
  return 0;
}

async function outcome(run: Promise<void>): Promise<Error | null> {
  try {
    await run;
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(format('%s', error));
  }
}
