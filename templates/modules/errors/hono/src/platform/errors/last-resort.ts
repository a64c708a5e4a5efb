import { RequestError } from '@hono/node-server';
import { badRequest } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/**
 * Answers what the app can't: a request that isn't one, such as for an impossible host, and what was thrown and is no
 * Error, which Hono leaves to the server.
 */
export function lastResort(thrown: unknown): Response {
  const problem =
    thrown instanceof RequestError ? badRequest(`${thrown.message}.`) : toProblem(thrown);
  if (problem.status >= 500) reportError(thrown, { kind: 'request', name: 'unknown' });
  return new Response(JSON.stringify(problem.toBody('/', undefined)), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}
