import { jobs } from './jobs.js';
import { queueSettings } from './settings.js';
import { startWorker } from './worker.js';

/** Runs the jobs of `jobs.ts` in this process, unless QUEUE_WORKER is false. */
export function startQueue(): void {
  if (queueSettings().worker) {
    startWorker(jobs);
  }
}
