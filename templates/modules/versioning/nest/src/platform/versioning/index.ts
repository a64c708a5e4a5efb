import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export { ForVersions } from './routing.js';
export { apiVersions } from './versions.js';

/** The API version that a request is answered in. */
export function requestVersion(request: Pick<Request, 'version'>): string {
  return request.version;
}

/** The API version that the request is answered in, as a parameter: `list(@ApiVersion() version: string)`. */
export const ApiVersion = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  requestVersion(context.switchToHttp().getRequest<Request>()),
);
