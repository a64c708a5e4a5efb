import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

interface MatchedRoute {
  readonly path: unknown;
}

/** The path as the route declares it, such as `/products/:id`: logs and metrics stay few. */
export function routeTemplate(request: Request): string {
  const route: MatchedRoute | undefined = request.route;
  return route === undefined ? 'unknown' : String(route.path);
}

/** The path that the client asked for, without its query. */
export function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}

/** The URL that the client asked for, with the host and protocol that it sees. */
export function absoluteUrl(request: Request): URL {
  return new URL(`${request.protocol}://${request.host}${request.originalUrl}`);
}

/** The URL that the client asked for, as a parameter: `list(@RequestUrl() url: URL)`. */
export const RequestUrl = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  absoluteUrl(context.switchToHttp().getRequest<Request>()),
);
