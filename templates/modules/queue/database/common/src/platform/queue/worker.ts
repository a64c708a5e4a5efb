import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import {
  completeJob,
  delayJob,
  deleteEnded,
  failJob,
  giveBack,
  renewLeases,
  takeJobs,
  takeOverStalled,
} from './statements.js';
import type { Delivery, JobRunner } from './types.js';

/** So often may the same job take its worker down before it is left alone. */
const runsAtMost = 10;
const upkeepMs = 600_000;
const dayMs = 86_400_000;
/** How long jobs that ended can be looked up. */
const keptMs = { completed: 7 * dayMs, failed: 30 * dayMs };

export interface Worker {
  start(): Promise<void>;
  /** Looks for jobs after so many milliseconds, where that is sooner than it would anyhow. */
  wakeIn(ms: number): void;
  stop(limitMs: number): Promise<void>;
}

/** Takes jobs from the queue and runs them, several at a time. */
export function createWorker(runner: JobRunner): Worker {
  const { concurrency, pollMs, stalledSeconds } = settings.queue;
  const running = new Map<string, Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  const abort = new AbortController();
  let stopping = false;
  let awake = false;
  let endSleep = (): void => {};
  let loop = Promise.resolve();

  const wake = (): void => {
    awake = true;
    endSleep();
  };

  const wakeIn = (ms: number): void => {
    if (ms <= 0) wake();
    else if (ms < pollMs) setTimeout(wake, ms).unref();
  };

  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      if (awake) return resolve();
      const timer = setTimeout(resolve, pollMs);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const work = async (): Promise<void> => {
    while (!stopping) {
      awake = false;
      const batchSize = concurrency - running.size;
      const jobs = batchSize > 0 ? await take(batchSize) : [];
      for (const delivery of jobs) {
        const run = deliver(runner, delivery, abort.signal).then((delayMs) => {
          running.delete(delivery.id);
          wake();
          wakeIn(delayMs);
        });
        running.set(delivery.id, run);
      }
      if (jobs.length < Math.max(batchSize, 1)) await sleep();
    }
  };

  const takeOver = async (seconds: number): Promise<void> => {
    for (const delivery of await takeOverStalled(seconds, runsAtMost)) {
      runner.dead(delivery, new Error(`${delivery.data.name} took its worker down too often.`));
    }
  };

  const every = (ms: number, what: string, task: () => Promise<unknown>): void => {
    const run = () => task().catch((error: unknown) => logger.error({ err: error }, what));
    timers.push(setInterval(run, ms));
  };

  return {
    async start() {
      await takeOver(stalledSeconds);
      every((stalledSeconds * 1_000) / 3, 'Leases of jobs could not be renewed', async () => {
        if (running.size > 0) await renewLeases([...running.keys()]);
      });
      every((stalledSeconds * 1_000) / 3, 'Stalled jobs could not be taken over', () =>
        takeOver(stalledSeconds),
      );
      every(upkeepMs, 'The upkeep of the queue failed', forgetOldJobs);
      loop = work();
    },

    wakeIn,

    async stop(limitMs) {
      stopping = true;
      wake();
      await loop;
      const limit = setTimeout(() => abort.abort(), limitMs);
      await Promise.all(running.values());
      clearTimeout(limit);
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** A database that is away is asked again after the usual pause. */
async function take(limit: number): Promise<readonly Delivery[]> {
  try {
    return await takeJobs(limit);
  } catch (error) {
    logger.error({ err: error }, 'No jobs could be taken from the database');
    return [];
  }
}

async function forgetOldJobs(): Promise<void> {
  const now = Date.now();
  await deleteEnded('completed', new Date(now - keptMs.completed));
  await deleteEnded('failed', new Date(now - keptMs.failed));
}

/**
 * Runs one job and notes how that went. When even this fails, the lease runs out and another worker runs it.
 * Gives the milliseconds until the job may run again.
 */
async function deliver(
  runner: JobRunner,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<number> {
  try {
    const error = await outcome(runner.run(delivery, stopping));
    if (error === null) {
      await completeJob(delivery);
    } else if (stopping.aborted) {
      await giveBack(delivery);
    } else {
      const delayMs = runner.retryDelay(delivery, error);
      if (delayMs !== null) {
        await delayJob(delivery, delayMs, error.message);
        return delayMs;
      }
      await failJob(delivery, error.message);
      runner.dead(delivery, error);
    }
  } catch (error) {
    logger.error({ err: error, jobId: delivery.id }, 'The outcome of a job could not be noted');
  }
  return 0;
}

async function outcome(run: Promise<void>): Promise<Error | null> {
  try {
    await run;
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
