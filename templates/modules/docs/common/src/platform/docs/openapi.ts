import { projectName } from '../../settings/project.js';

/** What every OpenAPI document of this API begins with. */
export const openapi = '3.1.0';
export const info = { title: projectName, version: '1.0.0' };

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const text = { type: 'string' };

const problem: JsonObject = {
  type: 'object',
  description: 'What went wrong, as RFC 9457 has it.',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    instance: text,
    requestId: text,
    errors: {
      type: 'object',
      description: 'Messages by field.',
      additionalProperties: { type: 'array', items: text },
    },
  },
  required: ['type', 'title', 'status', 'instance'],
};

const problemResponse: JsonObject = {
  description: 'Any error',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Adds the shape of errors to a document, and to every operation of it. */
export function withProblems(document: JsonObject): JsonObject {
  const components = objectOf(document.components);
  return {
    ...document,
    components: {
      ...components,
      schemas: { ...objectOf(components.schemas), Problem: problem },
    },
    paths: mapOperations(document, (operation) => ({
      ...operation,
      responses: { ...objectOf(operation.responses), default: problemResponse },
    })),
  };
}

/** The paths of a document with every operation changed. */
export function mapOperations(
  document: JsonObject,
  change: (operation: JsonObject) => JsonObject,
): JsonObject {
  return mapValues(objectOf(document.paths), (path) => mapValues(path, change));
}

/** The value when it is an object, else an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(object: JsonObject, change: (value: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(objectOf(value))]),
  );
}
