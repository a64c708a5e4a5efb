import fp from 'fastify-plugin';
import { RouteTable } from '../http/route-table.js';
import { methodNotAllowed, notFound } from './problem.js';

/** Answers what no route takes: 405 when the path is there for other methods, else 404. */
export const unknownRoutes = fp(
  async (app) => {
    const routes = new RouteTable();
    app.addHook('onRoute', ({ method, url }) => routes.add(url, [method].flat()));

    app.addHook('onRequest', (request, reply, done) => {
      if (!request.is404) return done();
      const { method } = request;
      const methods = routes.methodsOf(request.url.split('?', 1)[0] ?? '/');
      if (methods.length === 0 || methods.includes(method)) throw notFound();
      if (method !== 'OPTIONS') throw methodNotAllowed(method, methods);
      reply.code(204).header('allow', methods.join(', ')).send();
    });
  },
  { name: 'unknown-routes' },
);
