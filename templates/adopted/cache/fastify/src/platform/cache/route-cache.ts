import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, PageOptions, Served } from './page.js';
import { defaultVary, matchesTag, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

interface Serving extends Served {
  finish(page?: Page): void;
}

export interface CachedRoute {
  preHandler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown>;
}

const nobodyWaits = (): void => undefined;

/**
 * Keeps a route's answers to GET with status 200:
 * `app.get('/products', { ...cached({ ttlSeconds: 60, tags: ['products'] }) }, list)`. With hooks of its own, the route
 * puts these after them: `preHandler: [signIn, page.preHandler], onSend: page.onSend`.
 */
export function cached(options: PageOptions = {}): CachedRoute {
  const { vary = defaultVary } = options;
  const servings = new WeakMap<FastifyRequest, Serving>();
  return {
    async preHandler(request, reply) {
      if (request.method !== 'GET') {
        return undefined;
      }
      const { headers, raw } = request;
      const origin = `${request.protocol}://${headers.host ?? ''}`;
      const turn = await takeTurn(pageKey({ origin, url: raw.url ?? '', headers }, vary), options);
      const before = { ...reply.getHeaders() };
      const personal = isPersonal(headers);
      if (turn.kind === 'hit') {
        servings.set(request, { state: 'hit', personal, before, finish: nobodyWaits });
        return reply.headers(turn.page.headers).send(turn.page.body);
      }
      const finish = turn.kind === 'lead' ? turn.finish : nobodyWaits;
      servings.set(request, { state: 'miss', personal, before, finish });
      // A client that went away must not keep the others waiting.
      reply.raw.once('close', () => finish());
      return undefined;
    },

    async onSend(request, reply, payload) {
      const serving = servings.get(request);
      if (serving === undefined) {
        return payload;
      }
      if (reply.statusCode !== 200 || typeof payload !== 'string') {
        serving.finish();
        return payload;
      }
      const headers = reply.getHeaders();
      serving.finish(pageOf(payload, headers, serving.before, vary));
      const added = pageHeaders(payload, headers, serving, options);
      reply.headers(added);
      if (!matchesTag(headerOf(request, 'if-none-match'), added.etag)) {
        return payload;
      }
      reply.code(304);
      reply.removeHeader('content-type');
      reply.removeHeader('content-length');
      return null;
    },
  };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
