import { setTimeout as wait } from 'node:timers/promises';
//{{#if queue.pgBoss}}
import { isEmbedded } from '../../database/client.js';
//{{/if}}
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import type { JobRunner } from './runner.js';
import {
  completeJob,
  forgetOldJobs,
  giveBack,
  renewLeases,
  settleFailed,
  takeJobs,
  takeOverStalled,
} from './statements.js';
import type { Delivery } from './types.js';

const upkeepMs = 600_000;

export type RunningWorker = Awaited<ReturnType<typeof runWorker>>;

/** Takes jobs from the queue and runs them, several at a time. */
export async function runWorker(runner: JobRunner) {
  const { concurrency, pollMs, stalledSeconds } = settings.queue;
  const renewalMs = (stalledSeconds * 1_000) / 3;
  const running = new Map<string, Promise<void>>();
  const abort = new AbortController();
  /** Aborted when there is something to do before the next look. */
  let nap = new AbortController();
  let stopping = false;

  /** Looks for jobs after so many milliseconds, where that is sooner than it would anyhow. */
  const wakeIn = (ms: number): void => {
    if (ms <= 0) nap.abort();
    else if (ms < pollMs) setTimeout(() => nap.abort(), ms).unref();
  };

  /** Runs one job and notes how that went. When even this fails, the lease runs out and another worker runs it. */
  const deliver = async (delivery: Delivery): Promise<void> => {
    try {
      const error = await runner.run(delivery, abort.signal);
      if (error === null) return await completeJob(delivery);
      if (abort.signal.aborted) return await giveBack(delivery);
      const delayMs = runner.retryDelay(delivery, error);
      await settleFailed(delivery, delayMs, error.message);
      if (delayMs === null) runner.dead(delivery, error);
      else wakeIn(delayMs);
    } catch (error) {
      logger.error({ err: error, jobId: delivery.id }, 'The outcome of a job could not be noted');
    }
  };

  const work = async (): Promise<void> => {
    while (!stopping) {
      nap = new AbortController();
      const free = concurrency - running.size;
      const jobs = free > 0 ? await takeJobs(free) : [];
      for (const delivery of jobs) {
        const run = deliver(delivery).then(() => {
          running.delete(delivery.id);
          nap.abort();
        });
        running.set(delivery.id, run);
      }
      await wait(pollMs, undefined, { signal: nap.signal }).catch(() => {});
    }
  };

  const takeOver = async (seconds: number): Promise<void> => {
    for (const delivery of await takeOverStalled(seconds)) {
      runner.dead(delivery, new Error(`${delivery.data.name} took its worker down too often.`));
    }
  };

  /** Tells that the running jobs are alive, and takes the jobs of silent workers over. */
  const keepLeases = async (): Promise<void> => {
    if (running.size > 0) await renewLeases([...running.keys()]);
    await takeOver(stalledSeconds);
  };

  const every = (ms: number, what: string, task: () => Promise<void>): NodeJS.Timeout =>
    setInterval(() => task().catch((error) => logger.error({ err: error }, what)), ms);

  //{{#if queue.pgBoss}}
  // Nobody else runs jobs of an embedded database: those that look running were left by a killed process.
  await takeOver(isEmbedded() ? 0 : stalledSeconds);
  //{{else}}
  await takeOver(stalledSeconds);
  //{{/if}}
  const timers = [
    every(renewalMs, 'Leases of jobs could not be renewed or taken over', keepLeases),
    every(upkeepMs, 'The upkeep of the queue failed', forgetOldJobs),
  ];
  const ended = work();

  return {
    wakeIn,
    async stop(limitMs: number): Promise<void> {
      stopping = true;
      nap.abort();
      await ended;
      const limit = setTimeout(() => abort.abort(), limitMs);
      await Promise.all(running.values());
      clearTimeout(limit);
      for (const timer of timers) clearInterval(timer);
    },
  };
}
