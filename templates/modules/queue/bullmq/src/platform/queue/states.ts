import type { Job, JobType } from 'bullmq';
import type { JobData, JobState, JobStatus } from './types.js';

/** BullMQ keeps waiting jobs with a priority in a state of their own. */
export const typesOf: Readonly<Record<JobStatus, readonly JobType[]>> = {
  waiting: ['waiting', 'prioritized'],
  delayed: ['delayed'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
};

/** What is known of a stored job; `state` spares the question when it is known already. */
export async function stateOf(job: Job<JobData>, state?: JobStatus): Promise<JobState> {
  return {
    id: job.id ?? '',
    name: job.name,
    state: state ?? statusOf(await job.getState()),
    attempts: job.attemptsStarted,
    createdAt: new Date(job.timestamp),
    finishedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
    error: job.failedReason ?? null,
  };
}

function statusOf(type: string): JobStatus {
  switch (type) {
    case 'delayed':
    case 'active':
    case 'completed':
    case 'failed':
      return type;
    default:
      return 'waiting';
  }
}
