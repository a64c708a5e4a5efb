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
export interface Schedule<Payload> {
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  /** An IANA name such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly payload: Payload;
}

/** Checks a payload and throws when it doesn't fit: a schema of zod, or anything else with a `parse`. */
export interface Schema<Payload> {
  parse(payload: unknown): Payload;
}

/** What a handler knows about its run besides the payload. */
export interface JobContext {
  readonly id: string;
  /** 1 for the first run. */
  readonly attempt: number;
  /** Aborted when the time limit is over, or when the worker must stop and can't wait any longer. */
  readonly signal: AbortSignal;
}

/** A kind of background work. Its payload is what JSON can carry. */
export interface Job<Payload = unknown> {
  readonly name: string;
  readonly schema?: Schema<Payload>;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  readonly schedule?: Schedule<Payload>;
  handler(payload: Payload, context: JobContext): Promise<void>;
}

export type AnyJob = Job;

export interface JobOptions<Payload> {
  readonly name: string;
  readonly schema?: Schema<Payload>;
  /** Three retries by default, after up to 1, 2 and 4 seconds. */
  readonly retry?: Partial<RetryPolicy>;
  /** How long one run may take; a minute by default. */
  readonly timeoutMs?: number;
  readonly schedule?: Schedule<Payload>;
  handler(payload: Payload, context: JobContext): Promise<void>;
}

const defaultRetry: RetryPolicy = { limit: 3, baseMs: 1_000, maxMs: 600_000 };

/**
 * Defines a job. It may run more than once (a worker can die after the work and before it says so),
 * so a handler must bear that.
 */
export function defineJob<Payload>(options: JobOptions<Payload>): Job<Payload> {
  return { timeoutMs: 60_000, ...options, retry: { ...defaultRetry, ...options.retry } };
}

/** Thrown by a handler when another attempt can't help: the job ends dead at once. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
