import {
  Controller,
  ForbiddenException,
  Get,
  InternalServerErrorException,
  NotFoundException,
  Res,
  type Type,
} from '@nestjs/common';
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAppClient, type TestClient } from '../../../test/client.js';
import { logger } from '../logging/logger.js';

@Controller('exceptions')
class ExceptionsController {
  @Get('missing')
  missing() {
    throw new NotFoundException('There is no such thing.', { cause: new Error('hunter2') });
  }

  @Get('forbidden')
  forbidden() {
    throw new ForbiddenException();
  }

  @Get('broken')
  broken() {
    throw new InternalServerErrorException('hunter2');
  }

  @Get('half')
  //{{#if app.nest}}
  half(@Res() response: Response) {
    response.write('half');
  //{{else}}
  half(@Res() reply: FastifyReply) {
    reply.raw.write('half');
  //{{/if}}
    throw new Error('cut');
  }

  @Get(':id/parts')
  parts() {
    return [];
  }
}

describe('exceptions of Nest', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await createAppClient((controllers: Type[]) => controllers.push(ExceptionsController));
  });
  afterAll(() => client.close());

  it.each([
    ['missing', 404, 'There is no such thing.'],
    ['forbidden', 403, 'Forbidden'],
  ])('%s are problems with their own status and message', async (path, status, detail) => {
    const response = await client.get(`/exceptions/${path}`);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status, detail });
  });

  it('say of a path with nothing in it that there is nothing', async () => {
    const response = await client.get('/exceptions//parts?token=x');
    expect(response.json()).toMatchObject({ status: 404, detail: 'There is nothing here.' });
  });

  it('tell nothing when the fault is ours', async () => {
    const reported = vi.spyOn(logger, 'error');
    const response = await client.get('/exceptions/broken');
    expect(response.status).toBe(500);
    expect(response.text).not.toContain('hunter2');
    expect(reported).toHaveBeenCalledTimes(1);
  });

  it('cut an answer off that is half sent', async () => {
    await expect(client.get('/exceptions/half')).rejects.toThrow();
  });
});
