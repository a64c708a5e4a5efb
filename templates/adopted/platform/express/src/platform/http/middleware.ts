import type { Application, NextFunction, Request, Response } from 'express';
import { type RequestContext, runInContext } from '../context.js';
import { isDraining } from '../lifecycle.js';
import { beginRequest, endRequest, unknownRoute } from './requests.js';

const contexts = new WeakMap<object, RequestContext>();
const templates = new WeakMap<object, string>();
const routes = new WeakMap<object, { readonly path: unknown }>();

/**
 * Notes every request's route when Express sets `request.route`. Afterwards it would be too late: a nested router has
 * taken its prefix off `request.baseUrl` by the time an error is answered.
 */
export function rememberRoutes(app: Application & { readonly request?: object }): void {
  if (app.request === undefined) {
    return;
  }
  Object.defineProperty(app.request, 'route', {
    configurable: true,
    get(this: Request) {
      return routes.get(this);
    },
    set(this: Request, route: { readonly path: unknown } | undefined) {
      if (route === undefined) {
        return;
      }
      routes.set(this, route);
      templates.set(this, `${this.baseUrl}${String(route.path)}`);
    },
  });
}

/** The path as the route declares it, such as `/products/:id`. */
export function routeTemplate(request: Request): string {
  const template = templates.get(request);
  return template === undefined ? unknownRoute : template;
}

/** The context of a request. */
export function contextOf(request: Request): RequestContext | undefined {
  return contexts.get(request);
}

/** Follows every request from here to its answer, within a context of its own. */
export function followRequests(request: Request, response: Response, next: NextFunction): void {
  const context = beginRequest(request.headers['x-request-id']);
  contexts.set(request, context);
  //{{#if on.logging}}
  response.setHeader('x-request-id', context.requestId);
  //{{/if}}
  if (isDraining()) {
    response.setHeader('connection', 'close');
  }
  response.on('close', () => {
    endRequest(context, {
      method: request.method,
      route: routeTemplate(request),
      status: response.statusCode,
    });
  });
  runInContext(context, next);
}
