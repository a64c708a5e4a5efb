import { openRequests } from './http/requests.js';
import { logger } from './logger.js';
import { readEnv } from './settings/env.js';

const checkEveryMs = 50;

let draining = false;
let end: (() => Promise<void>) | undefined;

/** Whether the process is on its way out and wants no new work. */
export function isDraining(): boolean {
  return draining;
}

/**
 * Lets SIGTERM and SIGINT drain the process: readiness turns 503, open requests finish within
 * SHUTDOWN_TIMEOUT_MS, `stop` closes what is connected, and the process exits with 0. A second signal ends it at once.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  const isFirst = end === undefined;
  end = stop;
  if (!isFirst) {
    return;
  }
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}

function drain(signal: NodeJS.Signals): void {
  if (draining) {
    process.exit(1);
  }
  draining = true;
  logger.info({ signal }, 'Draining');
  finish(signal).then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'The process could not be stopped cleanly');
      process.exit(1);
    },
  );
}

async function finish(signal: NodeJS.Signals): Promise<void> {
  const { delayMs, timeoutMs } = shutdownSettings();
  // Load balancers need a moment to look elsewhere; a developer who presses Ctrl-C does not.
  if (signal === 'SIGTERM') {
    await wait(delayMs);
  }
  const deadline = Date.now() + timeoutMs;
  while (openRequests() > 0 && Date.now() < deadline) {
    await wait(checkEveryMs);
  }
  if (end !== undefined) {
    await end();
  }
}

function shutdownSettings(): { readonly delayMs: number; readonly timeoutMs: number } {
  return readEnv((env) => ({
    delayMs: env.int('SHUTDOWN_DELAY_MS', {
      default: env.string('NODE_ENV', { default: '' }) === 'production' ? 1_000 : 0,
    }),
    timeoutMs: env.int('SHUTDOWN_TIMEOUT_MS', { default: 8_000 }),
  }));
}

function wait(ms: number): Promise<void> {
  return new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}
