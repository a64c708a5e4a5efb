import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
//{{#if on.versioning}}
import type { FastifyRequest } from 'fastify';
//{{/if}}
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
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

const hidden = { schema: { hide: true } };

/** Describes the routes that have tags: as OpenAPI at `/openapi.json` and as a page at `/docs`. */
export const docs = fp(async function docs(app) {
  await app.register(swagger, {
    openapi: { openapi, info },
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: pagePath,
    staticCSP: pagePolicy,
    uiHooks: {
      onRequest: (_request, reply, next) => {
        reply.header('referrer-policy', 'no-referrer');
        next();
      },
    },
    //{{#if on.versioning}}
    uiConfig: { deepLinking: true, urls: documents },
    //{{else}}
    uiConfig: { deepLinking: true, url: '/openapi.json' },
    //{{/if}}
  });

  let made: JsonObject | undefined;
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(app.swagger())));
    return made;
  };
  //{{#if on.versioning}}
  const documentIn = (version: string, request: FastifyRequest) =>
    inVersion(document(), version, absoluteUrl(request).origin);
  app.get('/openapi.json', hidden, async (request) => documentIn(requestVersion(request), request));
  for (const version of apiVersions()) {
    app.get(versionPath(version), hidden, async (request) => documentIn(version, request));
  }
  //{{else}}
  app.get('/openapi.json', hidden, async () => document());
  //{{/if}}
});
