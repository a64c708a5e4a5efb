import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { ZodPipe } from './zod.pipe.js';

/** Has the parameters of all routes checked by their schemas. */
@Module({ providers: [{ provide: APP_PIPE, useClass: ZodPipe }] })
export class HttpModule {}
