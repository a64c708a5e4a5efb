import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyServerOptions, LogController } from 'fastify';
import { AppModule } from './app.module.js';
import { sendProblem } from './platform/errors/send-problem.js';
import type { App } from './platform/http/app.js';
import { installPlatform } from './platform/index.js';
import { fastifyLogger } from './platform/logging/fastify-logger.js';
import { nestLogger } from './platform/logging/nest-logger.js';
import { requestIdOf } from './platform/logging/request-id.js';
//{{#if versioning.urlPath}}
import { withoutVersion } from './platform/versioning/scheme.js';
//{{/if}}
import { settings } from './settings/index.js';

/** Adds controllers to those of the modules. */
export type AddRoutes = (controllers: Type[]) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it controllers of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const { trustProxy: hops, bodyLimitBytes } = settings.server;
  const adapter = new FastifyAdapter({
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
  } satisfies FastifyServerOptions);
  adapter.getInstance().removeContentTypeParser('text/plain');

  const controllers: Type[] = [];
  addRoutes?.(controllers);
  // Fastify parses JSON by itself; Nest's own parsers would take forms as well.
  const app = await NestFactory.create<App>({ module: AppModule, controllers }, adapter, {
    abortOnError: false,
    bodyParser: false,
    logger: nestLogger,
  });
  await installPlatform(app);
  return app.init();
}
