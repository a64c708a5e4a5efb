import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { settings } from '../settings/index.js';
import { reportError, settleReports } from './errors/report.js';
import { logger } from './logging/logger.js';

/** Ends what `start` began: open work finishes, connections close. */
export type Stop = () => Promise<void>;

const portInUse = z.object({ code: z.literal('EADDRINUSE'), address: z.string(), port: z.int() });

let draining = false;

/** Whether the process is on its way out and wants no new work. */
export function isDraining(): boolean {
  return draining;
}

/**
 * Runs a process from its start to its end. SIGTERM and SIGINT drain it: readiness turns 503 for
 * `settings.server.shutdownDelayMs`, so that load balancers look elsewhere, then `stop` lets open work finish, and
 * the process exits with 0. A second signal ends it at once. An error that nobody caught is reported and ends the
 * process with 1, since what it left behind can't be trusted.
 */
export async function runProcess(
  start: () => Promise<Stop>,
  exit: (code: number) => void = process.exit,
): Promise<void> {
  let stop: Stop = async () => {};

  const fail = async (error: unknown): Promise<void> => {
    reportError(error, { kind: 'process', name: 'process' });
    await settleReports(2_000);
    exit(1);
  };
  const drain = async (signal: NodeJS.Signals): Promise<void> => {
    if (draining) return exit(1);
    draining = true;
    logger.info({ signal }, 'Draining');
    await wait(settings.server.shutdownDelayMs);
    await stop();
    exit(0);
  };

  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => drain(signal).catch(fail));
  }

  try {
    stop = await start();
  } catch (error) {
    const taken = portInUse.safeParse(error);
    if (!taken.success) return fail(error);
    const { port, address } = taken.data;
    logger.fatal(`Port ${port} of ${address} is in use; set PORT to another one.`);
    exit(1);
  }
}
