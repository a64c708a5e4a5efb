import { logger } from './logger.js';

let startup: Promise<void> | undefined;

/** Runs `start` once, and waits for it, however often it is asked for, until `forgetStartup()`. */
export function startOnce(start: () => unknown): Promise<void> {
  if (startup === undefined) {
    startup = run(start);
  }
  return startup;
}

async function run(start: () => unknown): Promise<void> {
  await start();
}

/** Starts without making anybody wait. What goes wrong is logged, and readiness says so. */
export function startInBackground(start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    logger.error({ err: error }, 'The platform did not start');
  });
}

/** Resolves when everything is connected; rejects with the reason when something could not be. */
export function startupDone(): Promise<void> {
  return startup === undefined ? Promise.resolve() : startup;
}

/** Lets the next `startOnce` start again, after everything was closed. */
export function forgetStartup(): void {
  startup = undefined;
}
