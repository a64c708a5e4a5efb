import { rawQuery } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import { connectBoss, connectedBoss, disconnectBoss } from './boss.js';
import type { JobRunner } from './runner.js';
import { findState, insertJob, listStates, reviveFailed } from './statements.js';
import type { NewJob } from './types.js';
import { type RunningWorker, runWorker } from './worker.js';

let worker: RunningWorker | undefined;

/** Jobs in the project's own PostgreSQL, by pg-boss. */
export const driver = {
  connect: connectBoss,

  disconnect: disconnectBoss,

  async ping(): Promise<void> {
    connectedBoss();
    await rawQuery('select 1 from pgboss.version');
  },

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
