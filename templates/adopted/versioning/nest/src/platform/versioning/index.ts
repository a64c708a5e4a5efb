//{{#if (eq host.nestPlatform "fastify")}}
import { rawOf } from '../http/routes.js';
//{{/if}}
import { rememberedVersion } from './versions.js';

/** The API version that a request is answered in: of what `@Req()` gives. */
export function versionOf(request: object): string {
  //{{#if (eq host.nestPlatform "fastify")}}
  return rememberedVersion(rawOf(request));
  //{{else}}
  return rememberedVersion(request);
  //{{/if}}
}
