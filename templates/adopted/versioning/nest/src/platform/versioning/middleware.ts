import type { IncomingMessage, ServerResponse } from 'node:http';
import { contextOf } from '../http/routes.js';
import { decideVersion } from './decision.js';
//{{#if (and (eq host.nestPlatform "express") (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import { withoutVersion } from './scheme.js';
//{{/if}}
//{{#if (eq host.nestPlatform "fastify")}}
import { hasVersion, rememberVersion } from './versions.js';
//{{else}}
import { rememberVersion } from './versions.js';
//{{/if}}

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export function versioning(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  //{{#if (eq host.nestPlatform "fastify")}}
  if (hasVersion(request)) {
    next();
    return;
  }
  //{{/if}}
  const { host, accept } = request.headers;
  const clientVersion = request.headers['x-client-version'];
  const { version, headers, refusal } = decideVersion({
    url: urlOf(request),
    host: host === undefined ? '' : host,
    accept,
    clientVersion: typeof clientVersion === 'string' ? clientVersion : undefined,
  });
  rememberVersion(request, version);
  const context = contextOf(request);
  if (context !== undefined) {
    context.version = version;
  }
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  //{{#if versioning.acceptHeader}}
  const vary = response.getHeader('vary');
  response.setHeader('vary', vary === undefined ? 'Accept' : `${String(vary)}, Accept`);
  //{{/if}}
  if (refusal !== undefined) {
    response.writeHead(refusal.status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(refusal));
    return;
  }
  //{{#if (and (eq host.nestPlatform "express") (or versioning.urlPath versioning.namespace) (not host.versioning))}}
  request.url = withoutVersion(urlOf(request));
  //{{/if}}
  next();
}

/** What the client asked for; middleware of a sub-path sees less of it. */
function urlOf(request: IncomingMessage & { readonly originalUrl?: string }): string {
  if (request.originalUrl !== undefined) {
    return request.originalUrl;
  }
  return request.url === undefined ? '/' : request.url;
}
