import type { z } from 'zod';

/** How often a job that failed is tried again, and how long it waits for that. */
export interface RetryPolicy {
  /** Further attempts after the first one. */
  readonly limit: number;
  /** The longest wait before the first retry; it doubles with each one. */
  readonly baseMs: number;
  /** No wait is longer than this. */
  readonly maxMs: number;
}

/** When a periodic job runs: once a tick, however many workers there are. */
export interface Schedule<Input> {
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  /** An IANA name such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly payload: Input;
}

/** What a handler knows about its run besides the payload. */
export interface JobContext {
  readonly id: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** Aborted when the time limit is over, or when the worker must stop and can't wait any longer. */
  readonly signal: AbortSignal;
}

/** A kind of background work. `Input` is what callers pass, `Output` what the schema makes of it. */
export interface Job<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<Output, Input>;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  readonly schedule?: Schedule<Input>;
  handler(payload: Output, context: JobContext): Promise<void>;
}

export type AnyJob = Job;

interface JobOptions<Input, Output> extends Omit<Job<Input, Output>, 'retry' | 'timeoutMs'> {
  readonly retry?: Partial<RetryPolicy>;
  readonly timeoutMs?: number;
}

const defaultRetry: RetryPolicy = { limit: 3, baseMs: 1_000, maxMs: 600_000 };

/**
 * Defines a job. It may run more than once (a worker can die after the work and before it says so),
 * so a handler must bear that.
 */
export function defineJob<Input, Output>(options: JobOptions<Input, Output>): Job<Input, Output> {
  return { timeoutMs: 60_000, ...options, retry: { ...defaultRetry, ...options.retry } };
}

/** Thrown by a handler when another attempt can't help: the job ends dead at once. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
