import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { currentScope } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { createRedis, redis } from '../redis/client.js';
import type { JobRunner } from './runner.js';
import { stateOf, statusOf, typesOf } from './states.js';
import type { JobData, JobState, JobStatus, NewJob } from './types.js';
import { type RunningWorker, runWorker } from './worker.js';

/** All jobs share one queue, so that priorities hold among all of them. */
const queueName = 'jobs';
const day = 86_400;

let queue: Queue<JobData> | undefined;
let connection: Redis | undefined;
let worker: RunningWorker | undefined;

/** The connected queue. Throws when there is none. */
export function bullQueue(): Queue<JobData> {
  if (queue === undefined)
    throw new Error('The queue is not connected; call connectQueue() first.');
  return queue;
}

/** Jobs in Redis, by BullMQ. */
export const driver = {
  async connect(): Promise<void> {
    if (queue !== undefined) return;
    // Unlike the shared connection it waits for a Redis that restarts: a job is nothing to do without.
    connection = createRedis({
      maxRetriesPerRequest: null,
      commandTimeout: settings.queue.enqueueTimeoutMs,
    });
    queue = new Queue<JobData>(queueName, {
      connection,
      prefix: settings.queue.prefix,
      defaultJobOptions: {
        removeOnComplete: { age: 7 * day, count: 100_000 },
        removeOnFail: { age: 30 * day },
      },
    });
    queue.on('error', (error) => logger.error({ err: error }, 'The queue failed'));
    await queue.waitUntilReady();
  },

  async disconnect(): Promise<void> {
    await queue?.close();
    queue = undefined;
    connection?.disconnect();
    connection = undefined;
  },

  async ping(): Promise<void> {
    bullQueue();
    await redis().ping();
  },

  /** Adds a job, unless one with its id is there, and gives the id of the job that will run. */
  async add(job: NewJob): Promise<string> {
    // Redis takes no part in the transaction, so the job waits for the commit.
    if (currentScope() === undefined) return send(job);
    await afterCommit(async () => {
      const id = await send(job);
      if (id !== job.id) await redis().set(aliasKey(job.id), id, 'EX', 7 * day);
    });
    return job.id;
  },

  async find(id: string): Promise<JobState | null> {
    const realId = (await redis().get(aliasKey(id))) ?? id;
    // The state is asked for first: what is read after it is at least as new.
    const status = statusOf(await bullQueue().getJobState(realId));
    const job = await bullQueue().getJob(realId);
    return job === undefined ? null : stateOf(job, status);
  },

  async list(state: JobStatus, limit = 100): Promise<readonly JobState[]> {
    const jobs = await bullQueue().getJobs([...typesOf[state]], 0, limit - 1);
    return jobs.map((job) => stateOf(job, state));
  },

  /** Gives a failed job a fresh set of attempts; false when there is no such failed job. */
  async retry(id: string): Promise<boolean> {
    const job = await bullQueue().getJob(id);
    if (job === undefined || !(await job.isFailed())) return false;
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return true;
  },

  async startWorker(runner: JobRunner): Promise<void> {
    worker = await runWorker(queueName, runner);
  },

  /** Takes no more jobs, waits for the running ones within the limit, gives the rest back. */
  async stopWorker(limitMs: number): Promise<void> {
    await worker?.stop(limitMs);
    worker = undefined;
  },
};

/** Of a job that turned out to be there already: its id was given out before the commit. */
const aliasKey = (id: string): string => `${settings.queue.prefix}:alias:${id}`;

async function send({ id, data, priority, startAt, dedupe }: NewJob): Promise<string> {
  const options: JobsOptions = {
    jobId: id,
    // BullMQ takes low numbers first, and a zero before all others.
    priority: 101 - priority,
    // How often a job is tried is the job's own matter, see runner.ts.
    attempts: 1_000,
    backoff: { type: 'custom' },
    ...(startAt !== null && { delay: Math.max(startAt.getTime() - Date.now(), 0) }),
    ...(dedupe !== null && { deduplication: { id: dedupe } }),
  };
  const job = await bullQueue().add(data.name, data, options);
  return job.id ?? id;
}
