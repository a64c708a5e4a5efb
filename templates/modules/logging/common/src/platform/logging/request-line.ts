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

/** How lines of one route, method and status begin: what is the same in all of them is made once. */
interface LineStart {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

const starts = new Map<string, LineStart>();

/**
 * Writes the one line of a request; what failed stands out by its level. The line has the shape of the logger's, and
 * is put together here, because the logger takes several times as long and every request pays for it.
 */
export function logRequest(context: RequestContext, request: AnsweredRequest): void {
  const { level, text } = startOf(request);
  if (!logger.isLevelEnabled(level)) return;
  const { requestId, userId, version } = context;
  // What may hold a quote or a backslash is escaped; ids of requests can't.
  const user = userId === undefined ? '' : `,"userId":${JSON.stringify(userId)}`;
  const inVersion = version === undefined ? '' : `,"version":${JSON.stringify(version)}`;
  const duration = Math.round(request.durationMs * 1000) / 1000;
  logStream.write(
    `${text}${Date.now()},"requestId":"${requestId}","durationMs":${duration}${user}${inVersion},"msg":"request"}\n`,
  );
}

/** Routes are templates, so there are few of them. */
function startOf({ method, route, status }: AnsweredRequest): LineStart {
  const key = `${status}${method}${route}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  const said = `{"level":"${level}","method":"${method}","route":${JSON.stringify(route)}`;
  const start: LineStart = { level, text: `${said},"status":${status},"time":` };
  starts.set(key, start);
  return start;
}
