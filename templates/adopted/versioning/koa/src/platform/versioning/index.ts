import type { ParameterizedContext } from 'koa';
import { rememberedVersion } from './versions.js';

/** The API version that a request is answered in. */
export function versionOf({ req }: Pick<ParameterizedContext, 'req'>): string {
  return rememberedVersion(req);
}
