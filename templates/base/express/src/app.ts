import express from 'express';
import type { App } from './platform/http/app.js';
import { jsonBody } from './platform/http/body.js';
import { rememberRoutes } from './platform/http/route.js';
import { finishPlatform, installPlatform } from './platform/index.js';
//{{#if (and versioning.namespace on.example)}}
import { mountNamespaces } from './platform/versioning/namespaces.js';
//{{/if}}
import { settings } from './settings/index.js';

/** Puts more routes on an app. */
export type AddRoutes = (app: App) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it routes of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const app = express();
  app.disable('x-powered-by');
  // A hash of every body is a price that only cached routes are worth.
  app.disable('etag');
  app.set('trust proxy', settings.server.trustProxy);
  rememberRoutes(app);

  await installPlatform(app);
  app.use(jsonBody);
  //{{#if (and versioning.namespace on.example)}}
  mountNamespaces(app, (app) => {
    //{{{wires "routes"}}}
  });
  //{{else}}
  //{{{wires "routes"}}}
  //{{/if}}
  await addRoutes?.(app);
  finishPlatform(app);
  return app;
}
