import { setTimeout as wait } from 'node:timers/promises';
import autocannon, { type Request } from 'autocannon';
import type { RunningServer } from './server.js';

/** What one run of requests took. */
export interface Load {
  readonly perSecond: number;
  /** The server's own time for one request. */
  readonly cpuMicroseconds: number;
}

export interface LoadOptions {
  readonly connections: number;
  readonly seconds: number;
}

/** Sends requests to a server for some seconds. `pathOf` is asked for each one's path when it differs. */
export async function load(
  server: RunningServer,
  path: string | (() => string),
  { connections, seconds }: LoadOptions,
): Promise<Load> {
  const requests =
    typeof path === 'string'
      ? [{ path }]
      : [{ setupRequest: (request: Request): Request => ({ ...request, path: path() }) }];
  const before = server.cpuMs();
  const result = await autocannon({ url: server.origin, connections, duration: seconds, requests });
  // What is still under way belongs to the run, such as the last lines of the log.
  await wait(200);
  const cpuMs = server.cpuMs() - before;
  const answered = result['2xx'];
  if (answered === 0 || result.errors + result.non2xx > 0) {
    const { errors, non2xx } = result;
    throw new Error(
      `${server.origin}: ${answered} requests were answered, ${non2xx} refused, ${errors} failed.`,
    );
  }
  return { perSecond: answered / result.duration, cpuMicroseconds: (cpuMs * 1000) / answered };
}
