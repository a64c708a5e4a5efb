import type { Request } from 'express';
import type { App } from './app.js';

interface MatchedRoute {
  readonly path: unknown;
}

declare global {
  namespace Express {
    interface Request {
      matchedRoute?: MatchedRoute;
      routeTemplate?: string;
    }
  }
}

/**
 * Notes every request's route when Express sets `request.route`. Afterwards it would be too late: a nested router has
 * taken its prefix off `request.baseUrl` by the time an error is answered.
 */
export function rememberRoutes(app: App): void {
  Object.defineProperty(app.request, 'route', {
    get(this: Request) {
      return this.matchedRoute;
    },
    set(this: Request, route: MatchedRoute) {
      this.matchedRoute = route;
      this.routeTemplate = `${this.baseUrl}${route.path}`;
    },
  });
}

/** The path as the route declares it, such as `/products/:id`: logs and metrics stay few. */
export function routeTemplate(request: Request): string {
  return request.routeTemplate ?? 'unknown';
}

/** The path that the client asked for, without its query. */
export function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}

/** The URL that the client asked for, with the host and protocol that it sees. */
export function absoluteUrl(request: Request): URL {
  return new URL(`${request.protocol}://${request.host}${request.originalUrl}`);
}
