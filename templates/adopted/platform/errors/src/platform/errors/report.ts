import { logger } from '../logger.js';

/** The request, job or process that an error happened in. */
export interface ErrorWhere {
  readonly kind: 'request' | 'job' | 'process';
  /** The method and route, the job or the process. */
  readonly name: string;
  readonly requestId?: string | undefined;
  readonly userId?: string | undefined;
  readonly method?: string | undefined;
  /** With secret-looking parameters starred. */
  readonly url?: string | undefined;
}

/** Is told of an error; what it returns is waited for before the process ends. */
export type ErrorListener = (error: unknown, where: ErrorWhere) => unknown;

const listeners = new Set<ErrorListener>();
const pending = new Set<Promise<void>>();
const seen = new WeakSet<object>();

/** Adds a listener for errors that nobody foresaw; call the result to remove it. */
export function onError(listener: ErrorListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether an error is a fault of the server: one that carries a status below 500 is an answer. */
export function isUnexpected(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return true;
  }
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  const code = typeof status === 'number' ? status : statusCode;
  return typeof code !== 'number' || code < 400 || code >= 500;
}

/** Tells the listeners of an error, once however often it is passed on. Never throws. */
export function reportError(error: unknown, where: ErrorWhere): void {
  if (typeof error === 'object' && error !== null) {
    if (seen.has(error)) {
      return;
    }
    seen.add(error);
  }
  for (const listener of Array.from(listeners)) {
    const told = tell(listener, error, where).then(() => {
      pending.delete(told);
    });
    pending.add(told);
  }
}

/** Waits until the listeners are done with what was reported, at most `timeoutMs`. */
export async function settleReports(timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([Promise.all(Array.from(pending)), limit]);
  if (timer !== undefined) {
    clearTimeout(timer);
  }
}

async function tell(listener: ErrorListener, error: unknown, where: ErrorWhere): Promise<void> {
  try {
    await listener(error, where);
  } catch (failure) {
    logger.error({ err: failure }, 'An error listener failed');
  }
}
