import type { RequestContext } from './context.js';
import { requestLogger } from './logger.js';

/** What is known of a request once it is answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's template: `/products/:id`. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** Writes the one line of a request; what failed stands out by its level. */
export function logRequest(context: RequestContext, request: AnsweredRequest): void {
  const { requestId, userId, version } = context;
  const { method, route, status } = request;
  const durationMs = Math.round(request.durationMs * 1000) / 1000;
  const line = { requestId, method, route, status, durationMs, userId, version };
  if (status >= 500) requestLogger.error(line, 'request');
  else if (status >= 400) requestLogger.warn(line, 'request');
  else requestLogger.info(line, 'request');
}
