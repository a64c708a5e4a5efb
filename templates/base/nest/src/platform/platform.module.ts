import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ProblemFilter } from './errors/problem.filter.js';
import { ZodPipe } from './http/zod.pipe.js';

/** The platform's routes, and what all routes have in common: the filter of errors, guards and pipes. */
@Module({
  //{{#if (or on.health on.queue)}}
  controllers: [
    // Where two routes fit a request, that of the controller that stands first answers.
    //{{{wires "controllers"}}}
  ],
  //{{/if}}
  providers: [
    // What is provided for all routes takes effect in this order.
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ZodPipe },
    //{{{wires "providers"}}}
  ],
})
export class PlatformModule {}
