import type { Context } from 'hono';
import { rememberedVersion } from './versions.js';

/** The API version that a request is answered in. */
export function versionOf(c: Context): string {
  return rememberedVersion(c.req.raw);
}
