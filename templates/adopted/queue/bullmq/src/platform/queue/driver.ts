import type { JobsOptions } from 'bullmq';
import { Queue } from 'bullmq';
import { logger } from '../logger.js';
import { redisOptions } from '../redis/options.js';
import { addOnce } from './dedupe.js';
import type { RunningWorker } from './job-worker.js';
import { runWorker } from './job-worker.js';
import { queueSettings } from './settings.js';
import { stateOf, statusOf, typesOf } from './states.js';
import type { NewJob, QueueDriver, StoredData } from './types.js';

/** All jobs share one queue, so that priorities hold among all of them. */
const queueName = 'jobs';
const day = 86_400;
/** Whoever adds a job learns after this long that Redis is away. */
const answerLimitMs = 5_000;

let opened: Queue<StoredData> | undefined;
let worker: RunningWorker | undefined;

/** The queue, opened by the first call. */
function queue(): Queue<StoredData> {
  if (opened === undefined) {
    opened = new Queue<StoredData>(queueName, {
      connection: redisOptions(),
      prefix: queueSettings().prefix,
      defaultJobOptions: {
        removeOnComplete: { age: 7 * day, count: 100_000 },
        removeOnFail: { age: 30 * day },
      },
    });
    logOutages(opened);
  }
  return opened;
}

/** Every failed attempt to reconnect is reported; one line an outage is enough. */
function logOutages(source: Queue<StoredData>): void {
  let away = false;
  source.on('error', (error) => {
    if (!away) {
      logger.error({ err: error }, 'The queue is out of reach');
    }
    away = true;
    source
      .waitUntilReady()
      .then(() => {
        away = false;
      })
      .catch(() => undefined);
  });
}

/** Jobs in Redis, by BullMQ. */
export const driver: QueueDriver = {
  async disconnect() {
    const current = opened;
    opened = undefined;
    if (current !== undefined) {
      await current.close();
    }
  },

  async ping() {
    await answered(queue().getWaitingCount());
  },

  add(job) {
    return answered(send(job));
  },

  async find(id) {
    // The state is asked for first: what is read after it is at least as new.
    const status = statusOf(await answered(queue().getJobState(id)));
    const job = await queue().getJob(id);
    return job === undefined ? null : stateOf(job, status);
  },

  async list(state, limit) {
    const jobs = await answered(queue().getJobs([...typesOf[state]], 0, limit - 1));
    return jobs.map((job) => stateOf(job, state));
  },

  async retry(id) {
    const job = await answered(queue().getJob(id));
    if (job === undefined || !(await job.isFailed())) {
      return false;
    }
    // What was tried before doesn't count any more.
    await job.updateData({ ...job.data, forgiven: job.attemptsMade });
    await job.retry('failed');
    return true;
  },

  startWorker(runner) {
    worker = runWorker(queueName, runner);
    return Promise.resolve();
  },

  async stopWorker(limitMs) {
    const current = worker;
    worker = undefined;
    if (current !== undefined) {
      await current.stop(limitMs);
    }
  },
};

function send({ id, data, priority, startAt, dedupe }: NewJob): Promise<string> {
  const options: JobsOptions = {
    jobId: id,
    // BullMQ takes low numbers first, and a zero before all others.
    priority: 101 - priority,
    // How often a job is tried is the job's own matter, see runner.ts.
    attempts: 1_000,
    backoff: { type: 'custom' },
    ...(startAt === null ? {} : { delay: Math.max(startAt.getTime() - Date.now(), 0) }),
  };
  const stored = { ...data, forgiven: 0 };
  if (dedupe !== null) {
    return addOnce(queue(), stored, options, dedupe);
  }
  return queue()
    .add(data.name, stored, options)
    .then((job) => job.id ?? id);
}

/** BullMQ waits for Redis as long as it takes; a request can't. */
function answered<T>(work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The queue didn't answer within ${answerLimitMs} ms.`)),
      answerLimitMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
