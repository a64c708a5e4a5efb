//{{#if on.versioning}}
import { Controller, Get, Param, VERSION_NEUTRAL } from '@nestjs/common';
//{{else}}
import { Controller, Get, Param } from '@nestjs/common';
//{{/if}}
import { z } from 'zod';
//{{#if on.docs}}
import { Documented } from '../docs/documented.js';
import { jobView, showJob } from './view.js';
//{{else}}
import { showJob } from './view.js';
//{{/if}}

/** `GET /jobs/:id` tells how far a job is. */
//{{#if on.versioning}}
@Controller({ path: 'jobs', version: VERSION_NEUTRAL })
//{{else}}
@Controller('jobs')
//{{/if}}
export class JobsController {
  @Get(':id')
  //{{#if on.docs}}
  @Documented({ summary: 'The state of a job', response: jobView })
  //{{/if}}
  show(@Param('id', { schema: z.string() }) id: string) {
    return showJob(id);
  }
}
