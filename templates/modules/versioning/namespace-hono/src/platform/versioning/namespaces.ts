import { OpenAPIHono } from '@hono/zod-openapi';
import type { App, AppEnv } from '../http/app.js';
import { apiVersions } from './versions.js';

/** Mounts the routes once without a version, for the default one, and once under `/<version>` for each. */
export function mountNamespaces(app: App, routes: (group: App) => void): void {
  const group = new OpenAPIHono<AppEnv>();
  routes(group);
  app.route('/', group);
  for (const version of apiVersions()) app.route(`/${version}`, group);
}
