import { format } from 'node:util';
import type { Job } from 'bullmq';
import { DelayedError, UnrecoverableError, Worker } from 'bullmq';
import { logger } from '../logger.js';
import { redisOptions } from '../redis/options.js';
import { queueSettings } from './settings.js';
import { attemptOf } from './states.js';
import { createStop } from './stop.js';
import type { Delivery, JobRunner, StoredData } from './types.js';

/** So often may the same job take its worker down before it is left alone. */
const stallsAtMost = 9;

export interface RunningWorker {
  stop(limitMs: number): Promise<void>;
}

const deliveryOf = (job: Job<StoredData>, attempt: number): Delivery => ({
  id: job.id ?? '',
  data: job.data,
  attempt,
});

/** Takes jobs from the queue and runs them, several at a time. */
export function runWorker(queueName: string, runner: JobRunner): RunningWorker {
  const { concurrency, prefix, stalledSeconds } = queueSettings();
  const stop = createStop();
  const delays = new Map<string, number>();
  const worker = new Worker<StoredData>(
    queueName,
    async (job, token) => {
      const delivery = deliveryOf(job, attemptOf(job));
      try {
        await runner.run(delivery, stop);
      } catch (error) {
        if (stop.requested) {
          await job.moveToDelayed(Date.now(), token);
          throw new DelayedError();
        }
        const delayMs = runner.retryDelay(delivery, error);
        if (delayMs === null) {
          runner.dead(delivery, error);
          throw new UnrecoverableError(error instanceof Error ? error.message : format('%s', error));
        }
        delays.set(delivery.id, delayMs);
        throw error;
      }
    },
    {
      // A worker waits for jobs as long as it takes, so its commands have no limit.
      connection: { ...redisOptions(), maxRetriesPerRequest: null },
      prefix,
      concurrency,
      lockDuration: stalledSeconds * 1_000,
      stalledInterval: Math.round((stalledSeconds * 1_000) / 3),
      maxStalledCount: stallsAtMost,
      settings: { backoffStrategy: (_failures, _type, _error, job) => takeDelay(delays, job?.id) },
    },
  );
  let away = false;
  worker.on('error', (error) => {
    if (!away) {
      logger.error({ err: error }, 'The worker failed');
    }
    away = true;
  });
  worker.on('active', () => {
    away = false;
  });
  worker.on('failed', (job, error) => {
    // BullMQ itself gives up a job whose workers died too often, without running it again.
    if (job === undefined || !/stalled/.test(error.message)) {
      return;
    }
    runner.dead(deliveryOf(job, job.attemptsMade), error);
  });

  return {
    async stop(limitMs) {
      const limit = setTimeout(() => stop.request(), limitMs);
      await worker.close();
      clearTimeout(limit);
    },
  };
}

/** BullMQ asks for the delay of a retry after the run that failed has been judged. */
function takeDelay(delays: Map<string, number>, id = ''): number {
  const delayMs = delays.get(id) ?? 0;
  delays.delete(id);
  return delayMs;
}
