export type JobStatus = 'waiting' | 'delayed' | 'active' | 'completed' | 'failed';

/** What is known of a job from the outside. */
export interface JobState {
  readonly id: string;
  readonly name: string;
  readonly state: JobStatus;
  /** Runs begun so far. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Why the last run failed. */
  readonly error: string | null;
}

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

/** What a driver calls for the jobs that it takes from the queue. */
export interface JobRunner {
  /** Runs the handler; rejects when the run failed. */
  run(delivery: Delivery, stopping: AbortSignal): Promise<void>;
  /** Milliseconds until the next attempt, or null when there is none. */
  retryDelay(delivery: Delivery, error: unknown): number | null;
  /** Reports a job that ended without success. */
  dead(delivery: Delivery, error: unknown): void;
}

/** A place where jobs are kept. */
export interface QueueDriver {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  ping(): Promise<void>;
  /** Adds a job, unless one with its id is there, and gives the id of the job that will run. */
  add(job: NewJob): Promise<string>;
  find(id: string): Promise<JobState | null>;
  /** The newest jobs of a state. */
  list(state: JobStatus, limit: number): Promise<readonly JobState[]>;
  /** Gives a failed job a fresh set of attempts; false when there is no such failed job. */
  retry(id: string): Promise<boolean>;
  startWorker(runner: JobRunner): Promise<void>;
  /** Takes no more jobs, waits for the running ones within the limit, gives the rest back. */
  stopWorker(limitMs: number): Promise<void>;
}
