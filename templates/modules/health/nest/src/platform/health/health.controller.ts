//{{#if on.versioning}}
import { Controller, Get, Header, HttpStatus, Res, VERSION_NEUTRAL } from '@nestjs/common';
//{{else}}
import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
//{{/if}}
//{{#if on.docs}}
import { ApiExcludeController } from '@nestjs/swagger';
//{{/if}}
import type { Response } from 'express';
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
  async ready(@Res({ passthrough: true }) response: Response) {
    const answer = await readiness();
    if (answer.status !== 'ready') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return answer;
  }
}
