import { SwaggerModule } from '@nestjs/swagger';
//{{#if app.nest}}
//{{#if on.versioning}}
import type { Express, Request } from 'express';
//{{else}}
import type { Express } from 'express';
//{{/if}}
//{{else}}
//{{#if on.versioning}}
import type { FastifyRequest } from 'fastify';
//{{/if}}
//{{/if}}
import { z } from 'zod';
import type { App } from '../http/app.js';
//{{#if on.versioning}}
import { absoluteUrl } from '../http/route.js';
import { apiVersions, requestVersion } from '../versioning/index.js';
//{{/if}}
import { info, type JsonObject, openapi, withProblems } from './openapi.js';
//{{#if on.versioning}}
import { documents, pagePath, pagePolicy, versionPath } from './page.js';
import { inVersion } from './versions.js';
//{{else}}
import { pagePath, pagePolicy } from './page.js';
//{{/if}}

/** Describes the routes of all controllers: as OpenAPI at `/openapi.json` and as a page at `/docs`. */
export function installDocs(app: App): void {
  const scan = () =>
    SwaggerModule.createDocument(
      app,
      { openapi, info },
      {
        standardSchemaConverter(schema, { schemaType: io }) {
          if (!(schema instanceof z.ZodType)) return undefined;
          const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
          return { schema: rest };
        },
      },
    );
  let made: JsonObject | undefined;
  // Made when it is first asked for, so that no start waits for it.
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(scan())));
    return made;
  };
  //{{#if app.nest}}
  const server: Express = app.getHttpAdapter().getInstance();
  //{{else}}
  const server = app.getHttpAdapter().getInstance();
  //{{/if}}
  //{{#if on.versioning}}
  //{{#if app.nest}}
  const documentIn = (version: string, request: Request): JsonObject =>
    inVersion(document(), version, absoluteUrl(request).origin);
  server.get('/openapi.json', (request, response) => {
    response.json(documentIn(requestVersion(request), request));
  });
  for (const version of apiVersions()) {
    server.get(versionPath(version), (request, response) => {
      response.json(documentIn(version, request));
    });
  }
  //{{else}}
  const documentIn = (version: string, request: FastifyRequest): JsonObject =>
    inVersion(document(), version, absoluteUrl(request).origin);
  server.get('/openapi.json', async (request) => documentIn(requestVersion(request), request));
  for (const version of apiVersions()) {
    server.get(versionPath(version), async (request) => documentIn(version, request));
  }
  //{{/if}}
  //{{else}}
  //{{#if app.nest}}
  server.get('/openapi.json', (_request, response) => {
    response.json(document());
  });
  //{{else}}
  server.get('/openapi.json', async () => document());
  //{{/if}}
  //{{/if}}

  //{{#if app.nest}}
  server.use(pagePath, (_request, response, next) => {
    response.set({ 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' });
    next();
  });
  //{{else}}
  server.addHook('onRoute', (route) => {
    if (route.url !== pagePath && !route.url.startsWith(`${pagePath}/`)) return;
    route.onRequest = (_request, reply, done) => {
      reply.headers({ 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' });
      done();
    };
  });
  //{{/if}}
  //{{#if on.versioning}}
  const swaggerOptions = { urls: [...documents] };
  SwaggerModule.setup(pagePath, app, scan, { raw: false, explorer: true, swaggerOptions });
  //{{else}}
  SwaggerModule.setup(pagePath, app, scan, { raw: false, swaggerUrl: '/openapi.json' });
  //{{/if}}
}
