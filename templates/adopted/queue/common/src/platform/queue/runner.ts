import { format } from 'node:util';
import type { RequestContext } from '../context.js';
import { runInContext } from '../context.js';
import { logger } from '../logger.js';
import { backoffDelay } from './backoff.js';
import type { AnyJob, RetryPolicy } from './job.js';
import { PermanentError } from './job.js';
import type { Stop } from './stop.js';
import type { Delivery, JobRunner } from './types.js';

/** While a new version is rolled out, its jobs may meet workers of the old one: some twenty minutes are enough. */
const unknownJobs: RetryPolicy = { limit: 10, baseMs: 5_000, maxMs: 600_000 };

/** Runs deliveries with the handlers of `jobs`. */
export function createRunner(jobs: readonly AnyJob[]): JobRunner {
  const byName = new Map<string, AnyJob>();
  for (const job of jobs) {
    if (byName.has(job.name)) {
      throw new Error(`Two jobs are named ${job.name}.`);
    }
    byName.set(job.name, job);
  }

  return {
    run: (delivery, stop) =>
      runInContext(contextOf(delivery), () => runJob(byName, delivery, stop)),
    retryDelay: (delivery, error) => {
      const retry = byName.get(delivery.data.name)?.retry ?? unknownJobs;
      if (error instanceof PermanentError || delivery.attempt > retry.limit) {
        return null;
      }
      const delayMs = backoffDelay(delivery.attempt, retry);
      runInContext(contextOf(delivery), () =>
        logger.warn({ ...describe(delivery), err: error, delayMs }, 'Job failed, will be retried'),
      );
      return delayMs;
    },
    dead: (delivery, error) => {
      runInContext(contextOf(delivery), () =>
        logger.error({ ...describe(delivery), err: error }, 'Job failed for good'),
      );
    },
  };
}

async function runJob(
  jobs: ReadonlyMap<string, AnyJob>,
  delivery: Delivery,
  stop: Stop,
): Promise<void> {
  const { id, attempt, data } = delivery;
  const job = jobs.get(data.name);
  if (job === undefined) {
    throw new Error(`No job is named ${data.name}.`);
  }
  const payload = accepted(job, data.payload);
  const started = Date.now();
  const abort = new AbortController();
  await withinLimits(
    () => job.handler(payload, { id, attempt, signal: abort.signal }),
    job,
    stop,
    abort,
  );
  logger.info({ ...describe(delivery), durationMs: Date.now() - started }, 'Job completed');
}

function accepted({ name, schema }: AnyJob, payload: unknown): unknown {
  if (schema === undefined) {
    return payload;
  }
  try {
    return schema.parse(payload);
  } catch (error) {
    throw new PermanentError(`The payload of ${name} is invalid: ${messageOf(error)}`);
  }
}

/** Settles like `work`, or rejects as soon as the time is over or the worker must stop, whatever the handler does then. */
function withinLimits(
  work: () => Promise<void>,
  { name, timeoutMs }: AnyJob,
  stop: Stop,
  abort: AbortController,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const end = (why: string): void => {
      abort.abort();
      reject(new Error(why));
    };
    const timer = setTimeout(() => end(`${name} took longer than ${timeoutMs} ms.`), timeoutMs);
    const forget = stop.listen(() => end(`The worker stopped before ${name} was done.`));
    work()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        forget();
      });
  });
}

/** The logs of a job carry the id of the request that enqueued it; one that nobody requested has its own. */
function contextOf({ id, data }: Delivery): RequestContext {
  return { requestId: data.requestId ?? id };
}

function describe({ id, attempt, data }: Delivery): Readonly<Record<string, unknown>> {
  return { job: data.name, jobId: id, attempt };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : format('%s', error);
}
