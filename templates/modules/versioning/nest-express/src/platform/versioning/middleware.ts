import type { NextFunction, Request, Response } from 'express';
import { absoluteUrl } from '../http/route.js';
import { retirementHeaders } from './retirement.js';
//{{#if versioning.urlPath}}
import { withoutVersion } from './scheme.js';
//{{/if}}
import { determineVersion } from './versions.js';

declare global {
  namespace Express {
    interface Request {
      /** The API version that the request is answered in. */
      version: string;
    }
  }
}

/** Finds every request's version, refuses unknown ones, and announces what ends. */
export function versioning(request: Request, response: Response, next: NextFunction): void {
  //{{#if versioning.acceptHeader}}
  response.vary('Accept');
  //{{/if}}
  const version = determineVersion(request);
  request.version = version;
  request.requestContext.version = version;
  const ending = retirementHeaders(version, () => absoluteUrl(request));
  if (ending !== undefined) response.set(ending);
  //{{#if versioning.urlPath}}
  request.url = withoutVersion(request.url);
  //{{/if}}
  next();
}
