import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { createRedis } from '../redis/client.js';
import type { JobRunner } from './runner.js';
import type { Delivery, JobData } from './types.js';

/** So often may the same job take its worker down before it is left alone. */
const stallsAtMost = 9;

export type RunningWorker = Awaited<ReturnType<typeof runWorker>>;

const deliveryOf = ({ id = '', data }: Job<JobData>, attempt: number): Delivery => ({
  id,
  data,
  attempt,
});

/** Takes jobs from the queue and runs them, several at a time. */
export async function runWorker(queueName: string, runner: JobRunner) {
  const { concurrency, prefix, stalledSeconds } = settings.queue;
  const abort = new AbortController();
  const delays = new Map<string, number>();
  // A worker waits for jobs as long as it takes, so its commands have no limit.
  const connection = createRedis({ maxRetriesPerRequest: null });
  const worker = new Worker<JobData>(
    queueName,
    async (job, token) => {
      const delivery = deliveryOf(job, job.attemptsMade + 1);
      const error = await runner.run(delivery, abort.signal);
      if (error === null) return;
      if (abort.signal.aborted) {
        await job.moveToDelayed(Date.now(), token);
        throw new DelayedError();
      }
      const delayMs = runner.retryDelay(delivery, error);
      if (delayMs === null) throw dead(error);
      delays.set(delivery.id, delayMs);
      throw error;
    },
    {
      connection,
      prefix,
      concurrency,
      lockDuration: stalledSeconds * 1_000,
      stalledInterval: Math.round((stalledSeconds * 1_000) / 3),
      maxStalledCount: stallsAtMost,
      settings: { backoffStrategy: (_failures, _type, _error, job) => takeDelay(delays, job?.id) },
    },
  );
  worker.on('error', (error) => logger.error({ err: error }, 'The worker failed'));
  worker.on('failed', (job, error) => {
    if (job === undefined || !(error instanceof UnrecoverableError)) return;
    runner.dead(deliveryOf(job, job.attemptsMade), error.cause ?? error);
  });
  await worker.waitUntilReady();

  return {
    async stop(limitMs: number): Promise<void> {
      const limit = setTimeout(() => abort.abort(), limitMs);
      await worker.close();
      clearTimeout(limit);
      connection.disconnect();
    },
  };
}

/** BullMQ asks for the delay of a retry after the run that failed has been judged. */
function takeDelay(delays: Map<string, number>, id = ''): number {
  const delayMs = delays.get(id) ?? 0;
  delays.delete(id);
  return delayMs;
}

function dead(error: Error): UnrecoverableError {
  return Object.assign(new UnrecoverableError(error.message), { cause: error });
}
