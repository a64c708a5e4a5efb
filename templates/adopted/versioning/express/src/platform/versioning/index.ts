import type { Request } from 'express';
import { rememberedVersion } from './versions.js';

/** The API version that a request is answered in. */
export function versionOf(request: Request): string {
  return rememberedVersion(request);
}
