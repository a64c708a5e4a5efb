import { OpenAPIHono } from '@hono/zod-openapi';
//{{#if versioning.urlPath}}
import { getPathNoStrict } from 'hono/utils/url';
//{{/if}}
import type { App, AppEnv } from './platform/http/app.js';
import { readableInput } from './platform/http/input.js';
import { finishPlatform, installPlatform } from './platform/index.js';
//{{#if (and versioning.namespace on.example)}}
import { mountNamespaces } from './platform/versioning/namespaces.js';
//{{/if}}
//{{#if versioning.urlPath}}
import { withoutVersion } from './platform/versioning/scheme.js';
//{{/if}}

/** Puts more routes on an app. */
export type AddRoutes = (app: App) => unknown;

/** Builds the application, ready to listen or to be called by tests, which may give it routes of their own. */
export async function createApp(addRoutes?: AddRoutes): Promise<App> {
  const app = new OpenAPIHono<AppEnv>({
    //{{#if versioning.urlPath}}
    getPath: (request) => withoutVersion(getPathNoStrict(request)),
    //{{else}}
    strict: false,
    //{{/if}}
    defaultHook: (result) => {
      if (!result.success) throw result.error;
    },
  });

  await installPlatform(app);
  app.use(readableInput);
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
