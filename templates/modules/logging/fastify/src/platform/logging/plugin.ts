import fp from 'fastify-plugin';
import { routeTemplate } from '../http/route.js';
import { currentContext, type RequestContext, runInContext } from './context.js';
import { logRequest } from './request-line.js';

declare module 'fastify' {
  interface FastifyRequest {
    requestContext: RequestContext;
  }
}

/** Gives every request its id and context, and writes one line when it is answered. */
export const requestLogging = fp(
  async (app) => {
    app.decorateRequest('requestContext');

    app.addHook('onRequest', (request, reply, done) => {
      request.requestContext = { requestId: request.id };
      reply.header('x-request-id', request.id);
      runInContext(request.requestContext, done);
    });

    // Reading a body goes on in the socket's own asynchronous context, so the request's is entered again.
    app.addHook('preValidation', (request, _reply, done) => {
      if (request.method === 'GET' || currentContext() === request.requestContext) done();
      else runInContext(request.requestContext, done);
    });

    app.addHook('onResponse', (request, reply, done) => {
      // A plugin that stands before this one, such as for CORS, may have answered at once.
      const { requestContext = { requestId: request.id } } = request;
      logRequest(requestContext, {
        method: request.method,
        route: routeTemplate(request),
        status: reply.statusCode,
        durationMs: reply.elapsedTime,
      });
      done();
    });
  },
  { name: 'request-logging' },
);
