import type { App } from '../http/app.js';
import { apiVersions } from './versions.js';

/** Registers the routes once without a version, for the default one, and once under `/<version>` for each. */
export async function registerNamespaces(
  app: App,
  routes: (scope: App) => Promise<void>,
): Promise<void> {
  await app.register(routes);
  for (const version of apiVersions()) await app.register(routes, { prefix: `/${version}` });
}
