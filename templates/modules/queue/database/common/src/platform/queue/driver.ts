import { rawQuery } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import type { JobRunner } from './runner.js';
import { findState, insertJob, listStates, reviveFailed } from './statements.js';
import type { NewJob } from './types.js';
import { type RunningWorker, runWorker } from './worker.js';

let worker: RunningWorker | undefined;

/** Throws when the database doesn't answer, or has no table for jobs. */
async function ping(): Promise<void> {
  await rawQuery('select number from queue_jobs limit 1');
}

/** Jobs in a table of the project's own database: one that is enqueued in a transaction exists with its commit. */
export const driver = {
  async connect(): Promise<void> {
    try {
      await ping();
    } catch (error) {
      throw new Error('The tables of the queue are missing; run the migrations first.', {
        cause: error,
      });
    }
  },

  async disconnect(): Promise<void> {},

  ping,

  /** Adds a job, unless one with its id is there, and gives the id of the job that will run. */
  async add(job: NewJob): Promise<string> {
    const id = await insertJob(job);
    await afterCommit(() => worker?.wakeIn((job.startAt?.getTime() ?? 0) - Date.now()));
    return id;
  },

  find: findState,

  list: listStates,

  /** Gives a failed job a fresh set of attempts; false when there is no such failed job. */
  async retry(id: string): Promise<boolean> {
    const found = await reviveFailed(id);
    if (found) worker?.wakeIn(0);
    return found;
  },

  async startWorker(runner: JobRunner): Promise<void> {
    worker = await runWorker(runner);
  },

  /** Takes no more jobs, waits for the running ones within the limit, gives the rest back. */
  async stopWorker(limitMs: number): Promise<void> {
    await worker?.stop(limitMs);
    worker = undefined;
  },
};
