import express from 'express';
import type { App } from './platform/http/app.js';
import { jsonBody } from './platform/http/body.js';
import { rememberRoutes } from './platform/http/route.js';
import { finishPlatform, installPlatform } from './platform/index.js';
//{{#if versioning.namespace}}
import { mountNamespaces } from './platform/versioning/namespaces.js';
//{{/if}}
import { settings } from './settings/index.js';

/** Builds the application, ready to listen or to be called by tests. */
export async function createApp(): Promise<App> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.server.trustProxy);
  rememberRoutes(app);

  await installPlatform(app);
  app.use(jsonBody);
  //{{#if versioning.namespace}}
  mountNamespaces(app, (app) => {
    //{{{wires "routes"}}}
  });
  //{{else}}
  //{{{wires "routes"}}}
  //{{/if}}
  finishPlatform(app);
  return app;
}
