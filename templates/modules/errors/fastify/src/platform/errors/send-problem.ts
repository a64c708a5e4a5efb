import type { FastifyReply, FastifyRequest } from 'fastify';
import { routeTemplate } from '../http/route.js';
import { maskUrl } from '../logging/mask.js';
import { Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Answers a request with the problem that an error is, and reports what nobody foresaw. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const problem = toProblem(error);
  if (problem.status >= 500 && !(error instanceof Problem)) {
    reportError(error, {
      kind: 'request',
      name: `${request.method} ${routeTemplate(request)}`,
      requestId: request.id,
      method: request.method,
      url: maskUrl(request.originalUrl),
    });
  }
  //{{#if app.nestFastify}}
  if (reply.raw.headersSent) {
    // What is half sent can't be taken back; a cut connection tells the client.
    reply.raw.destroy();
    return reply.hijack();
  }
  //{{/if}}
  // A string goes out as it is: the route's own response schema has no say in how an error looks.
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(pathOf(request), request.id)));
}

function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}
