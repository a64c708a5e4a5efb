import type { FastifyRequest } from 'fastify';
import { currentContext, type RequestContext, runInContext } from '../context.js';
import { isDraining } from '../lifecycle.js';
import type { App } from './app.js';
import { beginRequest, endRequest, unknownRoute } from './requests.js';

const contexts = new WeakMap<object, RequestContext>();
const templates = new WeakMap<object, string>();

/** The path as the route declares it, such as `/products/:id`. */
export function routeTemplate({ raw }: FastifyRequest): string {
  const template = templates.get(raw);
  return template === undefined ? unknownRoute : template;
}

/** The context of a request. */
export function contextOf({ raw }: FastifyRequest): RequestContext | undefined {
  return contexts.get(raw);
}

/** Follows every request to its answer, within a context of its own. */
export function followRequests(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    const { url } = request.routeOptions;
    if (url !== undefined) {
      templates.set(raw, url);
    }
    const known = contexts.get(raw);
    const context = known === undefined ? beginRequest(raw.headers['x-request-id']) : known;
    //{{#if on.logging}}
    reply.header('x-request-id', context.requestId);
    //{{/if}}
    if (isDraining()) {
      reply.header('connection', 'close');
    }
    if (known === undefined) {
      contexts.set(raw, context);
      reply.raw.once('close', () => {
        endRequest(context, {
          method: request.method,
          route: routeTemplate(request),
          status: reply.raw.statusCode,
        });
      });
    }
    runInContext(context, done);
  });

  // Reading a body goes on in the socket's own asynchronous context, so the request's is entered again.
  app.addHook('preValidation', (request, _reply, done) => {
    const context = contexts.get(request.raw);
    if (context === undefined || context === currentContext()) {
      done();
    } else {
      runInContext(context, done);
    }
  });
}
