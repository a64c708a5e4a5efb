import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { App } from './platform/http/app.js';
import { jsonBody } from './platform/http/body.js';
import { installPlatform } from './platform/index.js';
import { nestLogger } from './platform/logging/nest-logger.js';
import type { Settings } from './settings/index.js';
import { SETTINGS } from './settings/settings.module.js';

/** Adds controllers to those of the modules. */
export type AddRoutes = (controllers: Type[]) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it controllers of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const controllers: Type[] = [];
  addRoutes?.(controllers);
  const app = await NestFactory.create<App>(
    { module: AppModule, controllers },
    { abortOnError: false, bodyParser: false, logger: nestLogger },
  );
  const { trustProxy } = app.get<Settings>(SETTINGS).server;
  app.disable('x-powered-by');
  // A hash of every body is a price that only cached routes are worth.
  app.disable('etag');
  app.set('trust proxy', trustProxy);

  installPlatform(app);
  app.use(jsonBody);
  return app.init();
}
