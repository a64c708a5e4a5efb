import type { AnsweredRequest } from '../http/requests.js';
import { logger } from '../logger.js';

/** Writes the one line of a request; what failed stands out by its level. */
export function logRequest({ context, method, route, status, durationMs }: AnsweredRequest): void {
  const { requestId, userId, version } = context;
  const duration = Math.round(durationMs * 1000) / 1000;
  const line = { requestId, method, route, status, durationMs: duration, userId, version };
  if (status >= 500) {
    logger.error(line, 'request');
  } else if (status >= 400) {
    logger.warn(line, 'request');
  } else {
    logger.info(line, 'request');
  }
}
