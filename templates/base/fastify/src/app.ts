import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { sendProblem } from './platform/errors/send-problem.js';
import type { App } from './platform/http/app.js';
import { installPlatform } from './platform/index.js';
import { fastifyLogger } from './platform/logging/fastify-logger.js';
import { requestIdOf } from './platform/logging/request-id.js';
//{{#if (and versioning.namespace on.example)}}
import { registerNamespaces } from './platform/versioning/namespaces.js';
//{{/if}}
//{{#if versioning.urlPath}}
import { withoutVersion } from './platform/versioning/scheme.js';
//{{/if}}
import { settings } from './settings/index.js';

/** Puts more routes on an app. */
export type AddRoutes = (app: App) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it routes of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const { trustProxy: hops, bodyLimitBytes } = settings.server;
  const app: App = Fastify({
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
  }).withTypeProvider();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');

  await installPlatform(app);
  //{{#if (and versioning.namespace on.example)}}
  await registerNamespaces(app, async (app) => {
    //{{{wires "routes"}}}
  });
  //{{else}}
  //{{{wires "routes"}}}
  //{{/if}}
  await addRoutes?.(app);
  return app;
}
