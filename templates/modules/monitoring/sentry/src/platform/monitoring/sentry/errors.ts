import type { ErrorWhere } from '../../errors/report.js';
import { sentry } from './sdk.js';

/** How long the end of a process that crashed waits for the error to leave. */
const crashTimeoutMs = 1_500;

/** Sends an error that nobody handled, with where it happened. */
export async function captureError(error: unknown, where: ErrorWhere): Promise<void> {
  const sdk = sentry();
  if (sdk === undefined) return;
  sdk.withScope((scope) => {
    const { kind, name, requestId, userId, ...details } = where;
    scope.setTransactionName(name);
    scope.setTag('kind', kind);
    if (requestId !== undefined) scope.setTag('request_id', requestId);
    if (userId !== undefined) scope.setUser({ id: userId });
    scope.setContext(kind, { name, ...details });
    sdk.captureException(error);
  });
  if (where.kind === 'process') await sdk.flush(crashTimeoutMs);
}
