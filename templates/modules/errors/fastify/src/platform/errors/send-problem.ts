import type { FastifyReply, FastifyRequest } from 'fastify';
import { routeTemplate } from '../http/route.js';
import { maskUrl } from '../logging/mask.js';
import { Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Answers a request with the problem that an error is, and reports what nobody foresaw. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  problem: Problem = toProblem(error),
) {
  reportUnforeseen(request, error, problem);
  // A string goes out as it is: the route's own response schema has no say in how an error looks.
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(pathOf(request), request.id)));
}

/** Reports an error that is nobody's fault but ours. */
export function reportUnforeseen(request: FastifyRequest, error: unknown, problem: Problem): void {
  if (problem.status < 500 || error instanceof Problem) return;
  reportError(error, {
    kind: 'request',
    name: `${request.method} ${routeTemplate(request)}`,
    requestId: request.id,
    method: request.method,
    url: maskUrl(request.originalUrl),
  });
}

function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}
