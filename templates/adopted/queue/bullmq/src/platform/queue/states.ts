import type { Job, JobType } from 'bullmq';
import type { JobState, JobStatus, StoredData } from './types.js';

/** BullMQ keeps waiting jobs with a priority in a state of their own. */
export const typesOf: Readonly<Record<JobStatus, readonly JobType[]>> = {
  waiting: ['waiting', 'prioritized'],
  delayed: ['delayed'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
};

/** The runs begun so far. */
//{{#if (and (eq host.queueLibrary "bullmq") (eq host.queueMajor 4))}}
const runsOf = ({ attemptsMade }: Job, _state: JobStatus): number => attemptsMade;
//{{else}}
const runsOf = ({ attemptsMade }: Job, state: JobStatus): number =>
  // BullMQ counts a run when it ends.
  state === 'active' ? attemptsMade + 1 : attemptsMade;
//{{/if}}

/** Which attempt a job that is being run is at: 1 for the first one, or the first one after a retry by hand. */
export function attemptOf(job: Job<StoredData>): number {
  return runsOf(job, 'active') - job.data.forgiven;
}

/** What is known of a stored job that is in `state`. */
export function stateOf(job: Job<StoredData>, state: JobStatus): JobState {
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    attempts: runsOf(job, state) - job.data.forgiven,
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
