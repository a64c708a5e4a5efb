import type { FastifyRequest } from 'fastify';
import { rememberedVersion } from './versions.js';

/** The API version that a request is answered in. */
export function versionOf({ raw }: Pick<FastifyRequest, 'raw'>): string {
  return rememberedVersion(raw);
}
