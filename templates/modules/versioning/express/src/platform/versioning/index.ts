import type { Request, RequestHandler } from 'express';
import { entryFor } from './versions.js';

export { apiVersions } from './versions.js';

/** The API version that a request is answered in. */
export function requestVersion(request: Pick<Request, 'version'>): string {
  return request.version;
}

/**
 * A route handler that passes each request on to the one of its version:
 * `versioned({ v1: getProduct, v2: getProductWithPrices })`. Other versions are answered with 404.
 */
export function versioned(handlers: Readonly<Record<string, RequestHandler>>): RequestHandler {
  return (request, response, next) => entryFor(handlers, request.version)(request, response, next);
}
