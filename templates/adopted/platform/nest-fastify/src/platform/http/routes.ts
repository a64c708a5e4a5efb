import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { currentContext, type RequestContext, runInContext } from '../context.js';
import { unknownRoute } from './requests.js';

const contexts = new WeakMap<object, RequestContext>();
const templates = new WeakMap<object, string>();

/** What is used of a request of Fastify below NestJS. */
export interface RoutedRequest {
  readonly raw: IncomingMessage;
  readonly method: string;
  readonly originalUrl: string;
  readonly routeOptions: { readonly url?: string };
}

/** What is used of the Fastify instance below NestJS. */
interface Server {
  addHook(
    name: 'onRequest' | 'preValidation',
    hook: (request: RoutedRequest, reply: unknown, done: () => void) => void,
  ): unknown;
}

/** Notes the route of every request as soon as Fastify has found it. */
export function rememberRoutes(app: INestApplication): void {
  const server: Server = app.getHttpAdapter().getInstance();

  server.addHook('onRequest', ({ raw, routeOptions: { url } }, _reply, done) => {
    if (url !== undefined) {
      templates.set(raw, url);
    }
    done();
  });

  // Reading a body goes on in the socket's own asynchronous context, so the request's is entered again.
  server.addHook('preValidation', ({ raw }, _reply, done) => {
    const context = contexts.get(raw);
    if (context === undefined || context === currentContext()) {
      done();
    } else {
      runInContext(context, done);
    }
  });
}

/** Keeps the context of a request for those who only have the request. */
export function rememberContext(request: IncomingMessage, context: RequestContext): void {
  contexts.set(request, context);
}

/** The context of a request, of Fastify's kind or Node's. */
export function contextOf(request: object): RequestContext | undefined {
  return contexts.get(rawOf(request));
}

/** The path as the route declares it, such as `/products/:id`. */
export function routeTemplate(request: object): string {
  const template = templates.get(rawOf(request));
  return template === undefined ? unknownRoute : template;
}

/** The request of Node below one of Fastify. */
export function rawOf(request: object): object {
  const { raw } = request as Partial<RoutedRequest>;
  return raw === undefined ? request : raw;
}
