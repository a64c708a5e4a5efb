import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Settings } from '../../settings/index.js';
import { SETTINGS } from '../../settings/settings.module.js';
import { checkClientVersion } from './client-version.js';

/** Refuses clients that are too old. */
@Injectable()
export class ClientVersionGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    checkClientVersion(headers['x-client-version'], this.settings.versioning.minimumClient);
    return true;
  }
}
