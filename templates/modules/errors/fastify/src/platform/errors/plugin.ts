import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { routeTemplate } from '../http/route.js';
import { RouteTable } from '../http/route-table.js';
import { maskUrl } from '../logging/mask.js';
import { methodNotAllowed, notFound, Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Answers every error with problem details, those of unknown routes and methods too. */
export const problemDetails = fp(
  async (app) => {
    const routes = new RouteTable();
    app.addHook('onRoute', ({ method, url }) => routes.add(url, [method].flat()));

    app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));

    app.setNotFoundHandler((request, reply) => {
      const methods = routes.methodsOf(request.url.split('?', 1)[0] ?? '/');
      if (methods.length === 0) throw notFound();
      if (request.method !== 'OPTIONS') throw methodNotAllowed(request.method, methods);
      return reply.code(204).header('allow', methods.join(', ')).send();
    });
  },
  { name: 'problem-details' },
);

/** Answers a request with the problem that an error is, and reports what nobody foresaw. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const problem = toProblem(error);
  if (problem.status >= 500 && !(error instanceof Problem)) {
    const route = routeTemplate(request);
    reportError(error, {
      kind: 'request',
      name: `${request.method} ${route}`,
      requestId: request.id,
      method: request.method,
      url: maskUrl(request.originalUrl),
    });
  }
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
