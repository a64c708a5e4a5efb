import type { Context, MiddlewareHandler } from 'hono';
import type { Page, PageOptions, Served } from './page.js';
import { defaultVary, matchesTag, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

const texts = /^(application\/([\w.+-]+\+)?(json|xml)|text\/(?!event-stream))/;

/**
 * Keeps a route's answers to GET with status 200: `app.get('/products', cached({ ttlSeconds: 60, tags: ['products'] }),
 * list)`. Stands after whatever decides who may see the answer.
 */
export function cached(options: PageOptions = {}): MiddlewareHandler {
  const { vary = defaultVary } = options;
  return async (context, next) => {
    if (context.req.method !== 'GET') {
      await next();
      return;
    }
    const url = new URL(context.req.url);
    const headers = context.req.header();
    const key = pageKey({ origin: url.origin, url: url.pathname + url.search, headers }, vary);
    const turn = await takeTurn(key, options);
    const before = recordOf(context.res.headers);
    const personal = isPersonal(headers);
    if (turn.kind === 'hit') {
      answer(context, turn.page, { state: 'hit', personal, before }, options);
      return;
    }
    let kept: Page | undefined;
    try {
      await next();
      const { res } = context;
      if (res.status === 200 && texts.test(res.headers.get('content-type') ?? '')) {
        const body = await res.clone().text();
        kept = pageOf(body, recordOf(res.headers), before, vary);
        answer(
          context,
          { headers: recordOf(res.headers), body },
          { state: 'miss', personal, before },
          options,
        );
      }
    } finally {
      // Whatever the answer was, nobody may wait for it any longer.
      if (turn.kind === 'lead') {
        turn.finish(kept);
      }
    }
  };
}

function answer(context: Context, page: Page, served: Served, options: PageOptions): void {
  const all = { ...served.before, ...page.headers };
  const added = pageHeaders(page.body, all, served, options);
  const isKnown = matchesTag(context.req.header('if-none-match'), added.etag);
  const headers = new Headers({ ...all, ...added });
  if (isKnown) {
    headers.delete('content-type');
  }
  // Without this, Hono would put the headers of the answer from before among the new ones.
  context.res = undefined;
  context.res = new Response(isKnown ? null : page.body, { status: isKnown ? 304 : 200, headers });
}

function recordOf(headers: Headers): Record<string, string> {
  const record: Record<string, string> = {};
  headers.forEach((value, name) => {
    record[name] = value;
  });
  return record;
}
