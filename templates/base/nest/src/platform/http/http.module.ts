import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { ConnectionDrain } from './connection-drain.js';
import { ZodPipe } from './zod.pipe.js';

/** Has the parameters of all routes checked by their schemas, and lets open requests finish. */
@Module({ providers: [ConnectionDrain, { provide: APP_PIPE, useClass: ZodPipe }] })
export class HttpModule {}
