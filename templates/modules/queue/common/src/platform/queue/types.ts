import { z } from 'zod';

export const jobStatuses = ['waiting', 'delayed', 'active', 'completed', 'failed'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** What is known of a job from the outside. */
export const jobRecord = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(jobStatuses),
  /** Runs begun so far. */
  attempts: z.int(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  /** Why the last run failed. */
  error: z.string().nullable(),
});
export type JobState = Readonly<z.output<typeof jobRecord>>;

/** What is stored of a job. */
export interface JobData {
  readonly name: string;
  readonly payload: unknown;
  /** The request that enqueued it, for the logs. */
  readonly requestId: string | null;
  //{{#if on.monitoring}}
  /** What the monitoring needs to put the job on the trace of that request. */
  readonly trace?: Readonly<Record<string, string>>;
  //{{/if}}
}

export interface NewJob {
  readonly id: string;
  readonly data: JobData;
  /** From -100 to 100; higher ones run first. */
  readonly priority: number;
  readonly startAt: Date | null;
  /** While a job with this key waits or runs, no second one is added. */
  readonly dedupe: string | null;
}

/** One run of a job. */
export interface Delivery {
  readonly id: string;
  readonly data: JobData;
  /** 1 for the first run. */
  readonly attempt: number;
}
