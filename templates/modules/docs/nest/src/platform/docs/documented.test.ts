import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createAppClient, type TestClient } from '../../../test/client.js';
import { Documented } from './documented.js';
import { type JsonObject, objectOf } from './openapi.js';

const thing = z.object({ id: z.int(), name: z.string().max(9), at: z.date() });
const fields = z.object({ fields: z.string().optional(), lang: z.enum(['de', 'en']) });

@Controller('things')
class ThingsController {
  @Get(':id')
  @Documented({ summary: 'Get a thing', response: thing })
  read(
    @Param('id', { schema: z.coerce.number().int() }) id: number,
    @Query({ schema: fields }) query: z.output<typeof fields>,
  ) {
    return { id, query };
  }

  @Post()
  @Documented({ summary: 'Do a thing', status: 204 })
  act(@Body({ schema: z.object({ name: z.string().default('none') }) }) body: unknown) {
    return body;
  }

  @Get()
  list() {
    return [];
  }
}

let client: TestClient;

beforeAll(async () => {
  client = await createAppClient((controllers) => controllers.push(ThingsController));
});
afterAll(() => client.close());

it('describes parameters, bodies, answers and errors of routes', async () => {
  const { paths } = (await client.get('/openapi.json')).json<JsonObject>();
  const described = new Map(
    Object.entries(objectOf(paths)).map(([path, item]) => [path.replace(/^\/v\d+/, ''), item]),
  );
  expect(described.get('/things/{id}')).toMatchObject({
    get: {
      summary: 'Get a thing',
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'id', in: 'path', required: true }),
        expect.objectContaining({ name: 'fields', in: 'query', required: false }),
        expect.objectContaining({ name: 'lang', in: 'query', required: true }),
      ]),
      responses: {
        200: { content: { 'application/json': { schema: { required: ['id', 'name', 'at'] } } } },
        default: { content: { 'application/problem+json': {} } },
      },
    },
  });
  expect(described.get('/things')).toMatchObject({
    get: { responses: {} },
    post: {
      requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      responses: { 204: { description: 'Do a thing' } },
    },
  });
});
