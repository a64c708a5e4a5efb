import { openRequests } from './http/requests.js';
import { logger } from './logger.js';

const checkEveryMs = 50;

let draining = false;
let end: (() => Promise<void>) | undefined;

/** Whether the process is on its way out and wants no new work. */
export function isDraining(): boolean {
  return draining;
}

/**
 * Turns readiness to 503 on SIGTERM and SIGINT, and runs `stop` after the last open request. What ends the process is
 * the application's own handler of these signals.
 */
export function stopAfterRequests(stop: () => Promise<void>): void {
  const isFirst = end === undefined;
  end = stop;
  if (!isFirst) {
    return;
  }
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}

function drain(): void {
  if (draining) {
    return;
  }
  draining = true;
  const timer = setInterval(() => {
    if (openRequests() > 0 || end === undefined) {
      return;
    }
    clearInterval(timer);
    end().catch((error: unknown) => {
      logger.error({ err: error }, 'The platform could not be stopped cleanly');
    });
  }, checkEveryMs);
  timer.unref();
}
