import { reportError } from '../errors/report.js';
import { runInContext } from '../logging/context.js';
import { logger } from '../logging/logger.js';
//{{#if on.monitoring}}
import { measureJob } from '../monitoring/index.js';
//{{/if}}
import { backoffDelay } from './backoff.js';
import { type AnyJob, PermanentError, type RetryPolicy } from './job.js';
import type { Delivery } from './types.js';

/** While a new version is rolled out, its jobs may meet workers of the old one: some twenty minutes are enough. */
const unknownJobs: RetryPolicy = { limit: 10, baseMs: 5_000, maxMs: 600_000 };

/** What a driver calls for the jobs that it takes from the queue. */
export type JobRunner = ReturnType<typeof createRunner>;

/** Runs deliveries with the handlers of `jobs`. */
export function createRunner(jobs: readonly AnyJob[]) {
  const byName = new Map<string, AnyJob>();
  for (const job of jobs) {
    if (byName.has(job.name)) throw new Error(`Two jobs are named ${job.name}.`);
    byName.set(job.name, job);
  }

  return {
    /** Runs the handler, and gives the error of a run that failed. */
    run: (delivery: Delivery, stopping: AbortSignal): Promise<Error | null> =>
      //{{#if on.monitoring}}
      runInContext(contextOf(delivery), () =>
        measureJob(measuredJob(delivery), () => runJob(byName, delivery, stopping)),
      ).then(
        () => null,
        (error) => (error instanceof Error ? error : new Error(String(error))),
      ),
      //{{else}}
      runInContext(contextOf(delivery), () => runJob(byName, delivery, stopping)).then(
        () => null,
        (error) => (error instanceof Error ? error : new Error(String(error))),
      ),
      //{{/if}}
    /** Milliseconds until the next attempt, or null when there is none. */
    retryDelay: (delivery: Delivery, error: Error): number | null => {
      const retry = byName.get(delivery.data.name)?.retry ?? unknownJobs;
      if (error instanceof PermanentError || delivery.attempt > retry.limit) return null;
      const delayMs = backoffDelay(delivery.attempt, retry);
      runInContext(contextOf(delivery), () =>
        logger.warn({ ...describe(delivery), err: error, delayMs }, 'Job failed, will be retried'),
      );
      return delayMs;
    },
    /** Reports a job that ended without success. */
    dead: ({ id, attempt, data }: Delivery, error: unknown): void => {
      const requestId = data.requestId ?? undefined;
      reportError(error, { kind: 'job', name: data.name, jobId: id, attempt, requestId });
    },
  };
}

async function runJob(
  jobs: ReadonlyMap<string, AnyJob>,
  delivery: Delivery,
  stopping: AbortSignal,
): Promise<void> {
  const { id, attempt, data } = delivery;
  const job = jobs.get(data.name);
  if (job === undefined) throw new Error(`No job is named ${data.name}.`);
  const parsed = job.schema.safeParse(data.payload);
  if (!parsed.success) {
    throw new PermanentError(`The payload of ${job.name} is invalid: ${parsed.error.message}`);
  }
  const started = performance.now();
  const timeout = AbortSignal.timeout(job.timeoutMs);
  const signal = AbortSignal.any([timeout, stopping]);
  await untilAborted(job.handler(parsed.data, { id, attempt, signal }), signal, () =>
    timeout.aborted
      ? new Error(`${job.name} took longer than ${job.timeoutMs} ms.`)
      : new Error(`The worker stopped before ${job.name} was done.`),
  );
  const durationMs = Math.round(performance.now() - started);
  logger.info({ ...describe(delivery), durationMs }, 'Job completed');
}

/** The logs of a job carry the id of the request that enqueued it; one that nobody requested has its own. */
const contextOf = ({ id, data }: Delivery) => ({ requestId: data.requestId ?? id });

const describe = ({ id, attempt, data }: Delivery) => ({ job: data.name, jobId: id, attempt });

//{{#if on.monitoring}}
const measuredJob = ({ id, data }: Delivery) => ({
  id,
  name: data.name,
  carrier: data.trace ?? {},
});

//{{/if}}
/** Settles like `work`, or rejects as soon as the signal is aborted, whatever the handler does then. */
function untilAborted(work: Promise<void>, signal: AbortSignal, why: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(why());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
