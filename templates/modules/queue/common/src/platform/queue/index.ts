import { randomUUID } from 'node:crypto';
import { settings } from '../../settings/index.js';
import { currentContext } from '../logging/context.js';
import { logger } from '../logging/logger.js';
//{{#if on.monitoring}}
import { traceCarrier } from '../monitoring/index.js';
//{{/if}}
import { driver } from './driver.js';
import type { AnyJob, Job } from './job.js';
import { createRunner } from './runner.js';
import { startSchedules } from './schedule.js';

export { type AnyJob, defineJob, type Job, type JobContext, PermanentError } from './job.js';
export type { JobState, JobStatus } from './types.js';

export interface EnqueueOptions {
  /** Run it no sooner than after this many milliseconds. */
  readonly delayMs?: number;
  /** Run it no sooner than then. */
  readonly at?: Date;
  /** From -100 to 100; higher ones run first. */
  readonly priority?: number;
  /** While a job with this key waits or runs, no second one is added: its id is given instead. */
  readonly dedupe?: string;
}

/**
 * Adds a job to the queue. Inside a transaction the job comes into being with the commit, and never when it
 * is rolled back. Throws when the payload doesn't fit the job's schema.
 */
export async function enqueue<Input>(
  job: Job<Input>,
  payload: NoInfer<Input>,
  { delayMs, at, priority = 0, dedupe }: EnqueueOptions = {},
): Promise<{ id: string }> {
  const parsed = job.schema.safeParse(payload);
  if (!parsed.success) {
    throw new TypeError(`The payload of ${job.name} is invalid: ${parsed.error.message}`);
  }
  if (!Number.isInteger(priority) || Math.abs(priority) > 100) {
    throw new RangeError(`A priority is a whole number from -100 to 100, not ${priority}.`);
  }
  const id = await driver.add({
    id: randomUUID(),
    data: {
      name: job.name,
      payload,
      requestId: currentContext()?.requestId ?? null,
      //{{#if on.monitoring}}
      trace: traceCarrier(),
      //{{/if}}
    },
    priority,
    startAt: at ?? (delayMs === undefined ? null : new Date(Date.now() + delayMs)),
    dedupe: dedupe === undefined ? null : `${job.name}:${dedupe}`,
  });
  return { id };
}

/** Opens the queue, for enqueuing. */
export const connectQueue = driver.connect;

/** Stops the worker, if there is one, and closes the queue. */
export async function disconnectQueue(): Promise<void> {
  await stopWorker();
  await driver.disconnect();
}

/** Throws when the queue doesn't answer. */
export const pingQueue = driver.ping;

/** What is known of a job, or null when there is none with this id (any more). */
export const jobState = driver.find;

/** The newest jobs of a state. */
export const listJobs = driver.list;

/** Gives a dead job a fresh set of attempts. False when there is no dead job with this id. */
export const retryJob = driver.retry;

let stopSchedules: (() => void) | undefined;

/** Runs jobs in this process until `stopWorker()`. */
export async function startWorker(jobs: readonly AnyJob[]): Promise<void> {
  if (stopSchedules !== undefined) return;
  await driver.startWorker(createRunner(jobs));
  stopSchedules = startSchedules(jobs, driver.add);
  const { concurrency } = settings.queue;
  logger.info({ jobs: jobs.map(({ name }) => name), concurrency }, 'Worker started');
}

/** Lets the running jobs finish within the limit of the settings and gives the others back to the queue. */
export async function stopWorker(): Promise<void> {
  if (stopSchedules === undefined) return;
  stopSchedules();
  stopSchedules = undefined;
  await driver.stopWorker(settings.queue.shutdownTimeoutMs);
  logger.info('Worker stopped');
}
