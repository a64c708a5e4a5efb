import { rawQuery } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import { logger } from '../logging/logger.js';
import { countWaiting, declareQueues, type Notice, publish } from './broker.js';
import { type BrokerConnection, openConnection } from './connection.js';
import type { JobRunner } from './runner.js';
import { findByKey, insertJob, noteFirstSent, reviveFailed } from './statements.js';
import { findState, listStates } from './states.js';
import type { NewJob } from './types.js';
import { type RunningWorker, runWorker } from './worker.js';

let publisher: BrokerConnection | undefined;
let worker: RunningWorker | undefined;

function connected(): BrokerConnection {
  if (publisher === undefined) {
    throw new Error('The queue is not connected; call connectQueue() first.');
  }
  return publisher;
}

/**
 * Jobs that RabbitMQ hands to the workers. They are kept in the project's database, where `enqueue` takes part in the
 * transaction: a broker that is away or restarts loses none.
 */
export const driver = {
  async connect(): Promise<void> {
    if (publisher !== undefined) return;
    try {
      await rawQuery('select id from queue.jobs limit 1');
    } catch (error) {
      throw new Error('The table of the queue is missing; run the migrations first.', {
        cause: error,
      });
    }
    publisher = await openConnection(declareQueues);
  },

  async disconnect(): Promise<void> {
    await publisher?.close();
    publisher = undefined;
  },

  async ping(): Promise<void> {
    await countWaiting(connected().channel());
  },

  /** Adds a job, unless one with its id is there, and gives the id of the job that will run. */
  async add(job: NewJob): Promise<string> {
    if (!(await insertJob(job))) return job.dedupe === null ? job.id : idOf(job, job.dedupe);
    const { id, data, priority, startAt } = job;
    const delayMs = startAt === null ? 0 : startAt.getTime() - Date.now();
    await afterCommit(() =>
      delayMs > 0 ? worker?.wakeIn(delayMs) : send({ id, name: data.name, priority }),
    );
    return id;
  },

  find: findState,

  list: listStates,

  /** Gives a failed job a fresh set of attempts; false when there is no such failed job. */
  async retry(id: string): Promise<boolean> {
    const notice = await reviveFailed(id);
    if (notice === null) return false;
    await afterCommit(() => send(notice));
    return true;
  },

  async startWorker(runner: JobRunner): Promise<void> {
    worker = await runWorker(connected(), runner);
  },

  /** Takes no more jobs, waits for the running ones within the limit, gives the rest back. */
  async stopWorker(limitMs: number): Promise<void> {
    await worker?.stop(limitMs);
    worker = undefined;
  },
};

/** The id of the job that keeps another one with its key out, or of the other one when that has ended meanwhile. */
async function idOf(job: NewJob, dedupe: string): Promise<string> {
  return (await findByKey(dedupe)) ?? driver.add(job);
}

/** Tells the broker of a job. When that fails the job waits in the table, and a worker sends it. */
async function send(notice: Notice): Promise<void> {
  const broker = connected();
  if (!broker.isOpen()) return;
  try {
    await publish(broker.channel(), notice);
    await noteFirstSent(notice.id);
  } catch (error) {
    logger.warn({ err: error, jobId: notice.id }, 'RabbitMQ did not take a job, it is sent later');
  }
}
