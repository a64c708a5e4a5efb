import { expect, it } from 'vitest';
import { z } from 'zod';
import { describe as describeRoutes, document } from './document.js';
import { objectOf } from './openapi.js';

const thing = z.object({ id: z.int(), at: z.date() });

const routes = [
  {
    method: 'get',
    path: '/things/{id}',
    tag: 'things',
    summary: 'Get a thing',
    params: z.object({ id: z.coerce.number().int() }),
    query: z.object({ fields: z.string().optional(), lang: z.string() }),
    status: 200,
    response: thing,
  },
  {
    method: 'post',
    path: '/things/{id}',
    tag: 'things',
    summary: 'Do a thing',
    body: z.object({ name: z.string().default('none') }),
    status: 204,
  },
] as const;

it('describes parameters, bodies, answers and errors of routes', () => {
  const { paths } = describeRoutes(routes);
  expect(objectOf(paths)['/things/{id}']).toMatchObject({
    get: {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
        { name: 'fields', in: 'query', required: false, schema: { type: 'string' } },
        { name: 'lang', in: 'query', required: true, schema: { type: 'string' } },
      ],
      responses: {
        200: { content: { 'application/json': { schema: { required: ['id', 'at'] } } } },
        default: { content: { 'application/problem+json': {} } },
      },
    },
    post: {
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: { 204: { description: 'Do a thing' } },
    },
  });
});

it('makes the document of the API once', () => {
  expect(document()).toBe(document());
});
