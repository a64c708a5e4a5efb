import type { ErrorWhere } from '../errors/report.js';
import { sentry } from './sdk.js';

/** Sends an error that nobody foresaw, with where it happened. */
export function captureError(error: unknown, where: ErrorWhere): void {
  const sdk = sentry();
  if (sdk === undefined) return;
  sdk.withScope((scope) => {
    const { kind, name, requestId, userId, method, url } = where;
    scope.setTransactionName(name);
    scope.setTag('kind', kind);
    if (requestId !== undefined) scope.setTag('request_id', requestId);
    if (userId !== undefined) scope.setUser({ id: userId });
    scope.setContext(kind, { name, method, url });
    sdk.captureException(error);
  });
}
