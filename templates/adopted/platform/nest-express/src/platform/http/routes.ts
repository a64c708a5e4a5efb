import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../context.js';
import { unknownRoute } from './requests.js';

const contexts = new WeakMap<object, RequestContext>();

/** What is used of a request of Express below NestJS. */
export interface RoutedRequest {
  readonly method: string;
  readonly originalUrl: string;
  readonly route?: { readonly path?: unknown };
}

/** Keeps the context of a request for those who only have the request. */
export function rememberContext(request: IncomingMessage, context: RequestContext): void {
  contexts.set(request, context);
}

/** The context of a request. */
export function contextOf(request: object): RequestContext | undefined {
  return contexts.get(request);
}

/** The path as the route declares it, such as `/products/:id`. */
export function routeTemplate(request: object): string {
  const { route } = request as Partial<RoutedRequest>;
  return route === undefined || typeof route.path !== 'string' ? unknownRoute : route.path;
}
