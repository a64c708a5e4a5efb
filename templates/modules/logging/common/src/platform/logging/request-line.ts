import type { RequestContext } from './context.js';
import { logger, logStream } from './logger.js';

/** What is known of a request once it is answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's template: `/products/:id`. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/**
 * Writes the one line of a request; what failed stands out by its level. The line has the shape of the logger's, and
 * is put together here, because the logger takes several times as long and every request pays for it.
 */
export function logRequest(context: RequestContext, request: AnsweredRequest): void {
  const level = levelOf(request.status);
  if (logger.isLevelEnabled(level)) logStream.write(requestLine(level, context, request));
}

/** One line of JSON. What may hold a quote or a backslash is escaped; ids of requests and methods can't. */
export function requestLine(
  level: string,
  { requestId, userId, version }: RequestContext,
  { method, route, status, durationMs }: AnsweredRequest,
): string {
  const user = userId === undefined ? '' : `,"userId":${JSON.stringify(userId)}`;
  const inVersion = version === undefined ? '' : `,"version":${JSON.stringify(version)}`;
  const time = Date.now();
  const duration = Math.round(durationMs * 1000) / 1000;
  return `{"level":"${level}","time":${time},"requestId":"${requestId}","method":"${method}","route":${JSON.stringify(route)},"status":${status},"durationMs":${duration}${user}${inVersion},"msg":"request"}\n`;
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
