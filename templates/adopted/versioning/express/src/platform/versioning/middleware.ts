import type { NextFunction, Request, Response } from 'express';
import { contextOf } from '../http/middleware.js';
import { decideVersion } from './decision.js';
//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import { withoutVersion } from './scheme.js';
//{{/if}}
import { rememberVersion } from './versions.js';

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export function versioning(request: Request, response: Response, next: NextFunction): void {
  const { version, headers, refusal } = decideVersion({
    url: request.originalUrl,
    host: request.hostname,
    accept: request.headers.accept,
    clientVersion: request.get('x-client-version'),
  });
  rememberVersion(request, version);
  const context = contextOf(request);
  if (context !== undefined) {
    context.version = version;
  }
  response.set(headers);
  //{{#if versioning.acceptHeader}}
  response.vary('Accept');
  //{{/if}}
  if (refusal !== undefined) {
    response.status(refusal.status).type('application/problem+json').send(JSON.stringify(refusal));
    return;
  }
  //{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
  request.url = withoutVersion(request.url);
  //{{/if}}
  next();
}
