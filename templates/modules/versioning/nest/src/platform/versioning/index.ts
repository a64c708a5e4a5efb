import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
//{{#if app.nest}}
import type { Request } from 'express';
//{{else}}
import type { FastifyRequest } from 'fastify';
//{{/if}}

export { ForVersions } from './routing.js';
export { apiVersions } from './versions.js';

/** The API version that a request is answered in. */
//{{#if app.nest}}
export function requestVersion(request: Pick<Request, 'version'>): string {
//{{else}}
export function requestVersion(request: Pick<FastifyRequest, 'version'>): string {
//{{/if}}
  return request.version;
}

/** The API version that the request is answered in, as a parameter: `list(@ApiVersion() version: string)`. */
export const ApiVersion = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  //{{#if app.nest}}
  requestVersion(context.switchToHttp().getRequest<Request>()),
  //{{else}}
  requestVersion(context.switchToHttp().getRequest<FastifyRequest>()),
  //{{/if}}
);
