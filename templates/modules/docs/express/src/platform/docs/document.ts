import { z } from 'zod';
//{{#if on.example}}
import { orderRouteDocs } from '../../orders/openapi.js';
//{{/if}}
//{{#if (and on.example on.queue)}}
import { reportRouteDocs } from '../../orders/report-openapi.js';
//{{/if}}
//{{#if on.example}}
import { productRouteDocs } from '../../products/openapi.js';
//{{/if}}
//{{#if (and on.queue (not versioning.namespace))}}
import { jobRouteDocs } from '../queue/openapi.js';
//{{/if}}
import { info, type JsonObject, openapi, withProblems } from './openapi.js';

/** What the documentation says about a route, made of the schemas that the route itself uses. */
export interface RouteDoc {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters in braces: `/products/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: number;
  /** The body of the answer; without one it is empty. */
  readonly response?: z.ZodType;
}

const routeDocs: RouteDoc[] = [];
//{{#if on.example}}
routeDocs.push(...productRouteDocs, ...orderRouteDocs);
//{{/if}}
//{{#if (and on.example on.queue)}}
routeDocs.push(...reportRouteDocs);
//{{/if}}
//{{#if (and on.queue (not versioning.namespace))}}
routeDocs.push(...jobRouteDocs);
//{{/if}}

let made: JsonObject | undefined;

/** The OpenAPI document of all routes. */
export function document(): JsonObject {
  made ??= describe(routeDocs);
  return made;
}

/** The OpenAPI document of some routes. */
export function describe(routes: readonly RouteDoc[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return withProblems({ openapi, info, paths });
}

function operationOf(route: RouteDoc): JsonObject {
  const { tag, summary, params, query, body, status, response } = route;
  return {
    tags: [tag],
    summary,
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body !== undefined && { requestBody: { required: true, content: jsonOf(body, 'input') } }),
    responses: {
      [status]: {
        description: summary,
        ...(response !== undefined && { content: jsonOf(response, 'output') }),
      },
    },
  };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): JsonObject[] {
  return Object.entries(schema?.shape ?? {}).map(([name, type]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(type, undefined).success,
    schema: schemaOf(type, 'input'),
  }));
}

function jsonOf(schema: z.core.$ZodType, io: 'input' | 'output'): JsonObject {
  return { 'application/json': { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return JSON.parse(JSON.stringify(described));
}
