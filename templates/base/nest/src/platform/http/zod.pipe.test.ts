import { Body, Controller, Param, Post } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
//{{#if app.nestFastify}}
import { FastifyAdapter } from '@nestjs/platform-fastify';
//{{/if}}
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TestClient } from '../../../test/client.js';
import { ProblemFilter } from '../errors/problem.filter.js';
//{{#if app.nest}}
import { requestLogging } from '../logging/middleware.js';
//{{/if}}
import type { App } from './app.js';
import { ZodPipe } from './zod.pipe.js';

const thing = z.object({ name: z.string().trim(), count: z.int().default(1) });

@Controller('things')
class ThingsController {
  @Post(':id')
  create(
    @Param('id', { schema: z.coerce.number().int() }) id: number,
    @Body({ schema: thing }) body: z.output<typeof thing>,
    @Body() sent: unknown,
  ) {
    return { id, body, sent };
  }
}

describe('a parameter with a schema', () => {
  let client: TestClient;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [ThingsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ZodPipe },
      ],
    }).compile();
    //{{#if app.nest}}
    const app = module.createNestApplication<App>();
    app.use(requestLogging);
    //{{else}}
    const app = module.createNestApplication<App>(new FastifyAdapter());
    //{{/if}}
    client = new TestClient(await app.init(), async () => {});
  });
  afterAll(() => client.close());

  it('is what the schema makes of it; one without is as it was sent', async () => {
    const sent = { name: ' tea ', colour: 'green' };
    const response = await client.post('/things/7', sent);
    expect(response.json()).toEqual({ id: 7, body: { name: 'tea', count: 1 }, sent });
  });

  it('is refused by field', async () => {
    const response = await client.post('/things/7', { count: 'many' });
    expect(response.status).toBe(400);
    expect(Object.keys(response.json<{ errors: object }>().errors)).toEqual(['name', 'count']);
  });
});
