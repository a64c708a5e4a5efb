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

/** What is known of a stored job that is in `state`. */
export function stateOf(job: Job<JobData>, state: JobStatus): JobState {
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    attempts: job.attemptsStarted,
    createdAt: new Date(job.timestamp),
    finishedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
    error: state === 'completed' ? null : (job.failedReason ?? null),
  };
}

/** Our word for a state of BullMQ. */
export function statusOf(type: string): JobStatus {
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
