import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The path as the route declares it, such as `/products/:id`: logs and metrics stay few. */
export function routeTemplate(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}

/** The URL that the client asked for, with the host and protocol that it sees. */
export function absoluteUrl(request: FastifyRequest): URL {
  return new URL(`${request.protocol}://${request.host}${request.originalUrl}`);
}

/** The URL that the client asked for, as a parameter: `list(@RequestUrl() url: URL)`. */
export const RequestUrl = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  absoluteUrl(context.switchToHttp().getRequest<FastifyRequest>()),
);
