//{{#if on.docs}}
import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
//{{else}}
import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
//{{/if}}
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
//{{#if on.docs}}
import { z } from 'zod';
import { Documented } from '../platform/docs/documented.js';
//{{else}}
import type { z } from 'zod';
//{{/if}}
import { enqueue } from '../platform/queue/index.js';
import { reportOrders, reportPeriod } from './jobs.js';

//{{#if on.docs}}
@ApiTags('reports')
//{{/if}}
@Controller('reports')
export class ReportsController {
  /** Has a report about orders written. */
  @Post()
  //{{#if on.docs}}
  @Documented({
    summary: 'Have a report about orders written',
    status: HttpStatus.ACCEPTED,
    response: z.object({ jobId: z.string() }),
  })
  //{{else}}
  @HttpCode(HttpStatus.ACCEPTED)
  //{{/if}}
  async write(
    @Body({ schema: reportPeriod }) { from, to }: z.output<typeof reportPeriod>,
    //{{#if app.nest}}
    @Res({ passthrough: true }) response: Response,
    //{{else}}
    @Res({ passthrough: true }) response: FastifyReply,
    //{{/if}}
  ) {
    const { id } = await enqueue(reportOrders, { from, to }, { dedupe: `${from}..${to}` });
    response.header('location', `/jobs/${id}`);
    return { jobId: id };
  }
}
