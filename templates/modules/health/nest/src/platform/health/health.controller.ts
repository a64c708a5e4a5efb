//{{#if on.versioning}}
import { Controller, Get, Header, HttpStatus, Res, VERSION_NEUTRAL } from '@nestjs/common';
//{{else}}
import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
//{{/if}}
//{{#if on.docs}}
import { ApiExcludeController } from '@nestjs/swagger';
//{{/if}}
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
import { readiness } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests. */
//{{#if on.docs}}
@ApiExcludeController()
//{{/if}}
//{{#if on.versioning}}
@Controller({ path: 'health', version: VERSION_NEUTRAL })
//{{else}}
@Controller('health')
//{{/if}}
export class HealthController {
  @Get('live')
  @Header('cache-control', 'no-store')
  live() {
    return { status: 'alive' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  //{{#if app.nest}}
  async ready(@Res({ passthrough: true }) response: Response) {
  //{{else}}
  async ready(@Res({ passthrough: true }) response: FastifyReply) {
  //{{/if}}
    const answer = await readiness();
    if (answer.status !== 'ready') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return answer;
  }
}
