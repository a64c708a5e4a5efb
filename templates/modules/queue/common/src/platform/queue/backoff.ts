import type { RetryPolicy } from './job.js';

/**
 * Milliseconds to wait before the next attempt: exponential with full jitter, so that jobs which failed
 * together don't come back together.
 */
export function backoffDelay(failures: number, { baseMs, maxMs }: RetryPolicy): number {
  return Math.floor(Math.random() * Math.min(maxMs, baseMs * 2 ** (failures - 1)));
}
