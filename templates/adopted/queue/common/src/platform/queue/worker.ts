import { logger } from '../logger.js';
import { driver } from './driver.js';
import type { AnyJob } from './job.js';
import { createRunner } from './runner.js';
import { startSchedules } from './schedule.js';
import { queueSettings } from './settings.js';

/** A queue that can't be reached is asked again after this long. */
const tryAgainMs = 5_000;

let running: { stop(): Promise<void> } | undefined;

/** Runs jobs in this process until `stopWorker()`. While the queue is out of reach, it goes on trying. */
export function startWorker(jobs: readonly AnyJob[]): void {
  if (running !== undefined || jobs.length === 0) {
    return;
  }
  const runner = createRunner(jobs);
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopSchedules = (): void => undefined;

  const begin = async (): Promise<void> => {
    try {
      await driver.startWorker(runner);
    } catch (error) {
      if (stopped) {
        return;
      }
      logger.error({ err: error, tryAgainMs }, 'The worker could not start');
      timer = setTimeout(() => {
        beginning = begin();
      }, tryAgainMs);
      return;
    }
    if (stopped) {
      return;
    }
    stopSchedules = startSchedules(jobs, (job) => driver.add(job));
    const { concurrency } = queueSettings();
    logger.info({ jobs: jobs.map(({ name }) => name), concurrency }, 'Worker started');
  };
  let beginning = begin();

  running = {
    async stop() {
      stopped = true;
      if (timer !== undefined) {
        clearTimeout(timer);
      }
      await beginning;
      stopSchedules();
      await driver.stopWorker(queueSettings().shutdownTimeoutMs);
      logger.info({}, 'Worker stopped');
    },
  };
}

/** Lets the running jobs finish within the limit of the settings and gives the others back to the queue. */
export async function stopWorker(): Promise<void> {
  const current = running;
  running = undefined;
  if (current !== undefined) {
    await current.stop();
  }
}

/** Stops the worker, if there is one, and closes the queue. */
export async function stopQueue(): Promise<void> {
  await stopWorker();
  await driver.disconnect();
}
