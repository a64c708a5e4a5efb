import { SwaggerModule } from '@nestjs/swagger';
//{{#if on.versioning}}
import type { Express, Request } from 'express';
//{{else}}
import type { Express } from 'express';
//{{/if}}
import type { App } from '../http/app.js';
//{{#if on.versioning}}
import { absoluteUrl } from '../http/route.js';
import { apiVersions, requestVersion } from '../versioning/index.js';
//{{/if}}
import { scan } from './document.js';
import { type JsonObject, withProblems } from './openapi.js';
//{{#if on.versioning}}
import { documents, pagePath, pagePolicy, versionPath } from './page.js';
import { inVersion } from './versions.js';
//{{else}}
import { pagePath, pagePolicy } from './page.js';
//{{/if}}

/** Describes the routes of all controllers: as OpenAPI at `/openapi.json` and as a page at `/docs`. */
export function installDocs(app: App): void {
  const routes: Express = app.getHttpAdapter().getInstance();
  const described = () => scan(app);
  let made: JsonObject | undefined;
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(described())));
    return made;
  };
  //{{#if on.versioning}}
  const documentIn = (version: string, request: Request): JsonObject =>
    inVersion(document(), version, absoluteUrl(request).origin);
  routes.get('/openapi.json', (request, response) => {
    response.json(documentIn(requestVersion(request), request));
  });
  for (const version of apiVersions()) {
    routes.get(versionPath(version), (request, response) => {
      response.json(documentIn(version, request));
    });
  }
  //{{else}}
  routes.get('/openapi.json', (_request, response) => {
    response.json(document());
  });
  //{{/if}}

  routes.use(pagePath, (_request, response, next) => {
    response.set({ 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' });
    next();
  });
  //{{#if on.versioning}}
  const swaggerOptions = { urls: [...documents] };
  SwaggerModule.setup(pagePath, app, described, { raw: false, explorer: true, swaggerOptions });
  //{{else}}
  SwaggerModule.setup(pagePath, app, described, { raw: false, swaggerUrl: '/openapi.json' });
  //{{/if}}
}
