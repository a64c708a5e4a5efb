import { Router } from 'express';
import { serve, setup } from 'swagger-ui-express';
//{{#if on.versioning}}
import { absoluteUrl } from '../http/route.js';
import { apiVersions, requestVersion } from '../versioning/index.js';
//{{/if}}
import { document } from './document.js';
//{{#if on.versioning}}
import { documents, pagePath, pagePolicy, versionPath } from './page.js';
import { inVersion } from './versions.js';
//{{else}}
import { pagePath, pagePolicy } from './page.js';
//{{/if}}

/** The API as OpenAPI at `/openapi.json` and as a page at `/docs`. */
export const docsRoutes = Router();
//{{#if on.versioning}}

docsRoutes.get('/openapi.json', (request, response) => {
  const { origin } = absoluteUrl(request);
  response.json(inVersion(document(), requestVersion(request), origin));
});

for (const version of apiVersions()) {
  docsRoutes.get(versionPath(version), (request, response) => {
    response.json(inVersion(document(), version, absoluteUrl(request).origin));
  });
}

const page = setup(undefined, { swaggerOptions: { urls: documents }, explorer: true });
//{{else}}

docsRoutes.get('/openapi.json', (_request, response) => {
  response.json(document());
});

const page = setup(undefined, { swaggerUrl: '/openapi.json' });
//{{/if}}

docsRoutes.use(pagePath, (_request, response, next) => {
  response.set({ 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' });
  next();
});
docsRoutes.use(pagePath, serve, page);
