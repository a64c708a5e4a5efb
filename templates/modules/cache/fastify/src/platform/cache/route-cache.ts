import type {
  FastifyRequest,
  onSendAsyncHookHandler,
  preHandlerAsyncHookHandler,
  RouteOptions,
} from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import {
  defaultVary,
  matchesTag,
  type Page,
  type PageOptions,
  pageHeaders,
  pageOf,
  type Served,
  takeTurn,
} from './page.js';
import { isPersonal, pageKey } from './page-key.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Keeps the route's answers to GET with status 200. */
    cache?: PageOptions;
  }
}

interface Serving extends Served {
  finish(page: Page | undefined): void;
}

const servings = new WeakMap<FastifyRequest, Serving>();
const nobodyWaits = (): void => {};

/** Caches the routes that say so: `config: { cache: { ttlSeconds: 60, tags: ['products'] } }`. Others get no hook. */
export const routeCache = fastifyPlugin(
  async (app) => {
    app.addHook('onRoute', (route: RouteOptions) => {
      const options = route.config?.cache;
      if (options === undefined || ![route.method].flat().includes('GET')) return;
      route.preHandler = [route.preHandler ?? [], answerFromCache(options)].flat();
      route.onSend = [route.onSend ?? [], keepAnswer(options)].flat();
    });
  },
  { name: 'route-cache' },
);

function answerFromCache(options: PageOptions): preHandlerAsyncHookHandler {
  const { vary = defaultVary } = options;
  return async (request, reply) => {
    if (request.method !== 'GET') return;
    const { headers, originalUrl: url } = request;
    const key = pageKey({ origin: `${request.protocol}://${request.host}`, url, headers }, vary);
    const turn = await takeTurn(key, options);
    const before = { ...reply.getHeaders() };
    const personal = isPersonal(headers);
    if (turn.kind === 'hit') {
      servings.set(request, { state: 'hit', personal, before, finish: nobodyWaits });
      return reply.headers(turn.page.headers).send(turn.page.body);
    }
    const finish = turn.kind === 'lead' ? turn.finish : nobodyWaits;
    servings.set(request, { state: 'miss', personal, before, finish });
    // A client that went away must not keep the others waiting.
    reply.raw.once('close', () => finish(undefined));
  };
}

function keepAnswer(options: PageOptions): onSendAsyncHookHandler {
  const { vary = defaultVary } = options;
  return async (request, reply, payload) => {
    const serving = servings.get(request);
    if (serving === undefined) return payload;
    if (reply.statusCode !== 200 || typeof payload !== 'string') {
      serving.finish(undefined);
      return payload;
    }
    const headers = reply.getHeaders();
    serving.finish(pageOf(payload, headers, serving.before, vary));
    const added = pageHeaders(payload, headers, serving, options);
    reply.headers(added);
    if (!matchesTag(request.headers['if-none-match'], added.etag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return null;
  };
}
