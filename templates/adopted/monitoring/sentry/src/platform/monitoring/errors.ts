import type { ErrorWhere } from '../errors/report.js';
import { loadSentry } from './sdk.js';

/** Sends an error that nobody foresaw, with where it happened; one of the first moments waits for the SDK. */
export async function captureError(error: unknown, where: ErrorWhere): Promise<void> {
  const sdk = await loadSentry();
  if (sdk === undefined) {
    return;
  }
  sdk.withScope((scope) => {
    const { kind, name, requestId, userId, method, url } = where;
    scope.setTransactionName(name);
    scope.setTag('kind', kind);
    if (requestId !== undefined) {
      scope.setTag('request_id', requestId);
    }
    if (userId !== undefined) {
      scope.setUser({ id: userId });
    }
    scope.setContext(kind, { name, method, url });
    sdk.captureException(error);
  });
}
