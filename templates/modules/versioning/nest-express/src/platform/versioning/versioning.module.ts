import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ClientVersionGuard } from './client-version.guard.js';

/** Has the clients of all routes checked for their age. */
@Module({ providers: [{ provide: APP_GUARD, useClass: ClientVersionGuard }] })
export class VersioningModule {}
