import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorWhere } from '../../errors/report.js';
import { errorLabels } from '../sent-error.js';
import { elastic, flushElastic } from './agent.js';

/** How long the end of a process that crashed waits for the error to leave. */
const crashTimeoutMs = 1_500;

/** Sends an error that nobody handled, with where it happened. */
export async function captureError(error: unknown, where: ErrorWhere): Promise<void> {
  elastic()?.agent.captureError(error instanceof Error ? error : String(error), {
    handled: false,
    labels: errorLabels(where),
  });
  if (where.kind !== 'process') return;
  await Promise.race([flushElastic(), wait(crashTimeoutMs)]);
}
