//{{#if versioning.host}}
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
//{{else}}
import type { IncomingMessage } from 'node:http';
//{{/if}}
import { settings } from '../../settings/index.js';
import { givenVersion } from './scheme.js';

//{{#if versioning.host}}
const { trustProxy } = settings.server;
//{{/if}}
const { defaultVersion } = settings.versioning;

/** A request as Fastify's router sees it: as it came in, but for a URL that was rewritten. */
type RoutedRequest = IncomingMessage & { readonly originalUrl?: string };

/** The version that a request asks for, while Fastify still looks for its route; whether there is one is seen later. */
export function routedVersion(request: unknown): string {
  if (!isRouted(request)) return defaultVersion;
  const { url = '/', originalUrl = url, headers } = request;
  //{{#if versioning.host}}
  return givenVersion({ originalUrl, host: hostOf(headers), headers }) ?? defaultVersion;
  //{{else}}
  return givenVersion({ originalUrl, host: headers.host ?? '', headers }) ?? defaultVersion;
  //{{/if}}
}

//{{#if versioning.host}}
/** The host as Fastify gives it to handlers: what the nearest proxy says, where there is one. */
function hostOf({ host = '', 'x-forwarded-host': forwarded }: IncomingHttpHeaders): string {
  if (trustProxy === 0 || forwarded === undefined) return host;
  return [forwarded].flat().join().split(',').at(-1)?.trim() ?? host;
}

//{{/if}}
function isRouted(value: unknown): value is RoutedRequest {
  return typeof value === 'object' && value !== null && 'url' in value && 'headers' in value;
}
