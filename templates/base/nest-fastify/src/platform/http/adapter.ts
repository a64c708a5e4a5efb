import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyServerOptions, LogController } from 'fastify';
import { settings } from '../../settings/index.js';
import { sendProblem } from '../errors/send-problem.js';
import { fastifyLogger } from '../logging/fastify-logger.js';
import { requestIdOf } from '../logging/request-id.js';
//{{#if versioning.urlPath}}
import { withoutVersion } from '../versioning/scheme.js';
//{{/if}}

/** The Fastify instance that takes the requests. */
export function createAdapter(): FastifyAdapter {
  const { trustProxy: hops, bodyLimitBytes } = settings.server;
  const options: FastifyServerOptions = {
    loggerInstance: fastifyLogger,
    // One line a request is written by the logging plugin.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    trustProxy: hops === 0 ? false : (_address, hop) => hop < hops,
    bodyLimit: bodyLimitBytes,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    //{{#if versioning.urlPath}}
    rewriteUrl: (request) => withoutVersion(request.url ?? '/'),
    //{{/if}}
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, error),
  };
  const adapter = new FastifyAdapter(options);
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}
