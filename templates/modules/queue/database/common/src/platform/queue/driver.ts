import { rawQuery } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import { findState, insertJob, listStates, reviveFailed } from './statements.js';
import type { QueueDriver } from './types.js';
import { createWorker, type Worker } from './worker.js';

let worker: Worker | undefined;

/** Throws when the database doesn't answer, or has no table for jobs. */
async function ping(): Promise<void> {
  await rawQuery('select number from queue_jobs limit 1');
}

/** Jobs in a table of the project's own database: one that is enqueued in a transaction exists with its commit. */
export const driver: QueueDriver = {
  async connect() {
    try {
      await ping();
    } catch (error) {
      throw new Error('The tables of the queue are missing; run the migrations first.', {
        cause: error,
      });
    }
  },

  async disconnect() {},

  ping,

  async add(job) {
    const id = await insertJob(job);
    const delayMs = (job.startAt?.getTime() ?? 0) - Date.now();
    await afterCommit(() => worker?.wakeIn(delayMs));
    return id;
  },

  find: findState,

  list: listStates,

  async retry(id) {
    const found = await reviveFailed(id);
    if (found) worker?.wakeIn(0);
    return found;
  },

  async startWorker(runner) {
    worker = createWorker(runner);
    await worker.start();
  },

  async stopWorker(limitMs) {
    await worker?.stop(limitMs);
    worker = undefined;
  },
};
