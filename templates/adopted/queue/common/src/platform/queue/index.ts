import { randomUUID } from 'node:crypto';
import { currentContext } from '../context.js';
import { driver } from './driver.js';
import type { Job } from './job.js';
import type { JobState, JobStatus } from './types.js';

export type { AnyJob, Job, JobContext } from './job.js';
export { defineJob, PermanentError } from './job.js';
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
 * Adds a job to the queue and gives its id. A transaction that is open knows nothing of it: enqueue after the commit.
 * Throws when the payload doesn't fit the job's schema, or when the queue is out of reach.
 */
export async function enqueue<Payload>(
  job: Job<Payload>,
  payload: Payload,
  { delayMs, at, priority = 0, dedupe }: EnqueueOptions = {},
): Promise<{ id: string }> {
  if (job.schema !== undefined) {
    job.schema.parse(payload);
  }
  if (!Number.isInteger(priority) || Math.abs(priority) > 100) {
    throw new RangeError(`A priority is a whole number from -100 to 100, not ${priority}.`);
  }
  const id = await driver.add({
    id: randomUUID(),
    data: { name: job.name, payload, requestId: currentContext()?.requestId ?? null },
    priority,
    startAt: at ?? (delayMs === undefined ? null : new Date(Date.now() + delayMs)),
    dedupe: dedupe === undefined ? null : `${job.name}:${dedupe}`,
  });
  return { id };
}

/** Throws when the queue doesn't answer. */
export async function pingQueue(): Promise<void> {
  await driver.ping();
}

/** What is known of a job, or null when there is none with this id (any more). */
export function jobState(id: string): Promise<JobState | null> {
  return driver.find(id);
}

/** The newest jobs of a state. */
export function listJobs(state: JobStatus, limit = 100): Promise<readonly JobState[]> {
  return driver.list(state, limit);
}

/** Gives a dead job a fresh set of attempts. False when there is no dead job with this id. */
export function retryJob(id: string): Promise<boolean> {
  return driver.retry(id);
}
