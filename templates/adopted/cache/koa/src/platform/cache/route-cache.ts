import { Buffer } from 'node:buffer';
import type { Middleware, ParameterizedContext } from 'koa';
import type { Page, PageOptions, Served } from './page.js';
import { defaultVary, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/**
 * Keeps a route's answers to GET with status 200: `router.get('/products', cached({ ttlSeconds: 60, tags: ['products']
 * }), list)`. Stands after whatever decides who may see the answer.
 */
export function cached(options: PageOptions = {}): Middleware {
  const { vary = defaultVary } = options;
  return async (context, next) => {
    if (context.method !== 'GET') {
      return next();
    }
    const { headers, origin, originalUrl: url } = context;
    const turn = await takeTurn(pageKey({ origin, url, headers }, vary), options);
    const before = { ...context.response.headers };
    const personal = isPersonal(headers);
    if (turn.kind === 'hit') {
      answer(context, turn.page, { state: 'hit', personal, before }, options);
      return;
    }
    let kept: Page | undefined;
    try {
      await next();
      const text = context.status === 200 ? textOf(context) : undefined;
      if (text !== undefined) {
        kept = pageOf(text, context.response.headers, before, vary);
        answer(context, { headers: {}, body: text }, { state: 'miss', personal, before }, options);
      }
    } finally {
      // Whatever the answer was, nobody may wait for it any longer.
      if (turn.kind === 'lead') {
        turn.finish(kept);
      }
    }
  };
}

/** The text that Koa would send for the body; undefined for streams, files and nothing. */
function textOf(context: ParameterizedContext): string | undefined {
  const { body } = context;
  if (typeof body === 'string') {
    return body;
  }
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) {
    return undefined;
  }
  const isStream = ['pipe', 'getReader', 'arrayBuffer'].some((name) => name in body);
  return isStream ? undefined : JSON.stringify(body);
}

function answer(context: ParameterizedContext, page: Page, served: Served, options: PageOptions): void {
  context.set({ ...page.headers });
  const { type } = context.response;
  context.status = 200;
  context.body = page.body;
  // A text of unknown type would count as plain text.
  if (type !== '') {
    context.type = type;
  }
  context.set({ ...pageHeaders(page.body, context.response.headers, served, options) });
  if (context.fresh) {
    context.status = 304;
  }
}
