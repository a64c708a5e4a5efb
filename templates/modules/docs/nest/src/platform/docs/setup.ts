import { SwaggerModule } from '@nestjs/swagger';
//{{#if on.versioning}}
import type { NextFunction, Request, Response } from 'express';
//{{else}}
import type { NextFunction, Response } from 'express';
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
    SwaggerModule.createDocument(app, { openapi, info }, { standardSchemaConverter: toJsonSchema });
  let made: JsonObject | undefined;
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(scan())));
    return made;
  };
  const routes = app.getHttpAdapter();
  //{{#if on.versioning}}
  const documentIn = (version: string, request: Request): JsonObject =>
    inVersion(document(), version, absoluteUrl(request).origin);
  routes.get('/openapi.json', (request: Request, response: Response) => {
    response.json(documentIn(requestVersion(request), request));
  });
  for (const version of apiVersions()) {
    routes.get(versionPath(version), (request: Request, response: Response) => {
      response.json(documentIn(version, request));
    });
  }
  //{{else}}
  routes.get('/openapi.json', (_request: unknown, response: Response) => {
    response.json(document());
  });
  //{{/if}}

  app.use(pagePath, (_request: unknown, response: Response, next: NextFunction) => {
    response.set('content-security-policy', pagePolicy);
    next();
  });
  //{{#if on.versioning}}
  const swaggerOptions = { urls: [...documents] };
  SwaggerModule.setup(pagePath, app, scan, { raw: false, explorer: true, swaggerOptions });
  //{{else}}
  SwaggerModule.setup(pagePath, app, scan, { raw: false, swaggerUrl: '/openapi.json' });
  //{{/if}}
}

/** A zod schema as OpenAPI has it: what a route takes, or what it gives. */
function toJsonSchema(schema: unknown, { schemaType: io }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { schema: described };
}
