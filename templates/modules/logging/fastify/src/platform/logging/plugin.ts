import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { routeTemplate } from '../http/route.js';
import { currentContext, type RequestContext, runInContext } from './context.js';
import { logger } from './logger.js';

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
      if (currentContext() === request.requestContext) done();
      else runInContext(request.requestContext, done);
    });

    app.addHook('onResponse', (request, reply, done) => {
      writeLine(request, reply);
      done();
    });
  },
  { name: 'request-logging' },
);

function writeLine(request: FastifyRequest, reply: FastifyReply): void {
  const { requestId, userId, version } = request.requestContext;
  const status = reply.statusCode;
  const line = {
    requestId,
    method: request.method,
    route: routeTemplate(request),
    status,
    durationMs: Math.round(reply.elapsedTime * 1000) / 1000,
    userId,
    version,
  };
  if (status >= 500) logger.error(line, 'request');
  else if (status >= 400) logger.warn(line, 'request');
  else logger.info(line, 'request');
}
