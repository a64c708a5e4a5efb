import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { createAdapter } from './platform/http/adapter.js';
import type { App } from './platform/http/app.js';
import { installPlatform } from './platform/index.js';
import { NestLogger } from './platform/logging/nest-logger.js';

/** Adds controllers to those of the modules. */
export type AddRoutes = (controllers: Type[]) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it controllers of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const controllers: Type[] = [];
  addRoutes?.(controllers);
  // Fastify parses JSON by itself; Nest's own parsers would take forms as well.
  const app = await NestFactory.create<App>({ module: AppModule, controllers }, createAdapter(), {
    abortOnError: false,
    bodyParser: false,
    logger: new NestLogger(),
  });
  await installPlatform(app);
  return app.init();
}
