import { expect, vi } from 'vitest';
import { type JobState, type JobStatus, jobState, listJobs } from '../src/platform/queue/index.js';

/** Waits until a job is in a state, and gives what is known of it. */
export async function waitForJob(id: string, state: JobStatus = 'completed'): Promise<JobState> {
  return vi.waitFor(
    async () => {
      const job = await jobState(id);
      if (job?.state !== state) expect.fail(`Job ${id} is ${job?.state}: ${job?.error}`);
      return job;
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** All jobs with a name that the queue knows of, whatever became of them. */
export async function jobOutbox(name: string): Promise<readonly JobState[]> {
  const jobs = new Map<string, JobState>();
  // In the order of a job's life: one that goes on meanwhile is met twice rather than never.
  for (const state of ['delayed', 'waiting', 'active', 'completed', 'failed'] as const) {
    for (const job of await listJobs(state)) {
      if (job.name === name) jobs.set(job.id, job);
    }
  }
  return [...jobs.values()];
}
