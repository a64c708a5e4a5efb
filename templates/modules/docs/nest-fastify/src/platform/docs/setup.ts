import { SwaggerModule } from '@nestjs/swagger';
//{{#if on.versioning}}
import type { FastifyReply, FastifyRequest } from 'fastify';
//{{else}}
import type { FastifyReply } from 'fastify';
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
  const server = app.getHttpAdapter().getInstance();
  const described = () => scan(app);
  let made: JsonObject | undefined;
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(described())));
    return made;
  };
  //{{#if on.versioning}}
  const documentIn = (version: string, request: FastifyRequest): JsonObject =>
    inVersion(document(), version, absoluteUrl(request).origin);
  server.get('/openapi.json', async (request) => documentIn(requestVersion(request), request));
  for (const version of apiVersions()) {
    server.get(versionPath(version), async (request) => documentIn(version, request));
  }
  //{{else}}
  server.get('/openapi.json', async () => document());
  //{{/if}}

  server.addHook('onRoute', (route) => {
    if (route.url !== pagePath && !route.url.startsWith(`${pagePath}/`)) return;
    route.onRequest = [route.onRequest ?? [], allowPage].flat();
  });
  //{{#if on.versioning}}
  const swaggerOptions = { urls: [...documents] };
  SwaggerModule.setup(pagePath, app, described, { raw: false, explorer: true, swaggerOptions });
  //{{else}}
  SwaggerModule.setup(pagePath, app, described, { raw: false, swaggerUrl: '/openapi.json' });
  //{{/if}}
}

/** Lets the page load its own scripts and styles. */
function allowPage(_request: unknown, reply: FastifyReply, done: () => void): void {
  reply.headers({ 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' });
  done();
}
