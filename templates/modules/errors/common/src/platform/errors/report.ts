import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '../logging/logger.js';

/** Where an error happened. */
export interface ErrorWhere {
  readonly kind: 'request' | 'job' | 'process';
  /** The route, the job or the process. */
  readonly name: string;
  readonly requestId?: string | undefined;
  readonly userId?: string | undefined;
  readonly method?: string | undefined;
  /** With secret-looking parameters starred. */
  readonly url?: string | undefined;
  readonly jobId?: string | undefined;
  readonly attempt?: number | undefined;
}

/** Is told of an error; what it returns is waited for before the process ends. */
export type ErrorListener = (error: unknown, where: ErrorWhere) => unknown;

const listeners = new Set<ErrorListener>();
const pending = new Set<Promise<unknown>>();
const seen = new WeakSet<object>();

/** Adds a listener for errors that nobody handled; call the result to remove it. */
export function onError(listener: ErrorListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Logs an error that nobody handled and tells the listeners, once however often it is passed on. They begin at once:
 * what a vendor traces is over soon after.
 */
export function reportError(error: unknown, where: ErrorWhere): void {
  if (typeof error === 'object' && error !== null) {
    if (seen.has(error)) return;
    seen.add(error);
  }
  logger.error({ err: error, ...where }, `Unhandled error in ${where.kind} ${where.name}`);
  for (const listener of listeners) {
    const told = tell(listener, error, where).finally(() => pending.delete(told));
    pending.add(told);
  }
}

async function tell(listener: ErrorListener, error: unknown, where: ErrorWhere): Promise<void> {
  try {
    await listener(error, where);
  } catch (failure) {
    logger.error({ err: failure }, 'An error listener failed');
  }
}

/** Waits until the listeners are done with what was reported, at most `timeoutMs`. */
export async function settleReports(timeoutMs: number): Promise<void> {
  const settled = new AbortController();
  const limit = wait(timeoutMs, undefined, { signal: settled.signal });
  await Promise.race([Promise.all(pending), limit]);
  settled.abort();
}
