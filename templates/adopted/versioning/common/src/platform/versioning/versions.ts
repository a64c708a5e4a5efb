import { versioningSettings } from './settings.js';

const versions = new WeakMap<object, string>();

/** Keeps the version that a request is answered in. */
export function rememberVersion(request: object, version: string): void {
  versions.set(request, version);
}

/** The version that was found for a request; the default one before that. */
export function rememberedVersion(request: object): string {
  const version = versions.get(request);
  return version === undefined ? versioningSettings().defaultVersion : version;
}
//{{#if (eq host.nestPlatform "fastify")}}

/** Whether the version of a request was found already. */
export function hasVersion(request: object): boolean {
  return versions.has(request);
}
//{{/if}}
