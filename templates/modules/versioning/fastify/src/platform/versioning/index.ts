import type { FastifyReply, FastifyRequest } from 'fastify';
import { entryFor } from './versions.js';

export { apiVersions } from './versions.js';

/** The API version that a request is answered in. */
export function requestVersion(request: Pick<FastifyRequest, 'version'>): string {
  return request.version;
}

/**
 * A route handler that passes each request on to the one of its version:
 * `versioned({ v1: getProduct, v2: getProductWithPrices })`. Other versions are answered with 404.
 */
export function versioned<
  Request extends Pick<FastifyRequest, 'version'> = FastifyRequest,
  Reply = FastifyReply,
  Answer = unknown,
>(handlers: Readonly<Record<string, (request: Request, reply: Reply) => Answer>>) {
  return (request: Request, reply: Reply): Answer =>
    entryFor(handlers, request.version)(request, reply);
}
