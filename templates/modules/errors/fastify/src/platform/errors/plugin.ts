import fp from 'fastify-plugin';
import { RouteTable } from '../http/route-table.js';
import { methodNotAllowed, notFound } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Answers every error with problem details, those of unknown routes and methods too. */
export const problemDetails = fp(async function problemDetails(app) {
  const routes = new RouteTable();
  app.addHook('onRoute', ({ method, url }) => routes.add(url, [method].flat()));

  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));

  app.setNotFoundHandler((request, reply) => {
    const methods = routes.methodsOf(request.url.split('?', 1)[0] ?? '/');
    if (methods.length === 0) throw notFound();
    if (request.method !== 'OPTIONS') throw methodNotAllowed(request.method, methods);
    return reply.code(204).header('allow', methods.join(', ')).send();
  });
});
