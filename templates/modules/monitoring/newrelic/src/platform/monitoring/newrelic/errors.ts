import type { ErrorWhere } from '../../errors/report.js';
import { errorLabels, sentError } from '../sent-error.js';
import { closeNewRelic, newRelic } from './agent.js';

/** How long the end of a process that crashed waits for the error to leave. */
const crashTimeoutMs = 1_500;

/** Sends an error that nobody handled, with where it happened. */
export async function captureError(error: unknown, where: ErrorWhere): Promise<void> {
  newRelic()?.noticeError(sentError(error), errorLabels(where));
  if (where.kind === 'process') await closeNewRelic(crashTimeoutMs);
}
