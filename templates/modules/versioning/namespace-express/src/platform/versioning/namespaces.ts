import { Router } from 'express';
import type { App } from '../http/app.js';
import { apiVersions } from './versions.js';

/** Mounts the routes once without a version, for the default one, and once under `/<version>` for each. */
export function mountNamespaces(app: App, routes: (router: Router) => void): void {
  const router = Router();
  routes(router);
  app.use(router);
  for (const version of apiVersions()) app.use(`/${version}`, router);
}
