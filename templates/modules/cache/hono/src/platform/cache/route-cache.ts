import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { absoluteUrl, originalUrl } from '../http/route.js';
import {
  defaultVary,
  matchesTag,
  type PageOptions,
  pageHeaders,
  pageOf,
  type Served,
  takeTurn,
} from './page.js';
import { isPersonal, pageKey } from './page-key.js';

// What else a route answers with isn't kept: bytes that are no text would not survive it.
const text = /^text\/|[/+](json|xml|yaml)\b/i;
const nobodyWaits = (): void => {};

/**
 * Keeps a route's answers to GET with status 200: `cached({ ttlSeconds: 60, tags: ['products'] })`, before its handler.
 * Stands after whatever decides who may see the answer.
 */
export function cached(options: PageOptions = {}) {
  const { vary = defaultVary } = options;
  return createMiddleware(async (c, next) => {
    if (c.req.method !== 'GET') return next();
    const headers = c.req.header();
    const key = pageKey({ origin: absoluteUrl(c).origin, url: originalUrl(c), headers }, vary);
    const turn = await takeTurn(key, options);
    const before = Object.fromEntries(c.res.headers);
    const personal = isPersonal(headers);
    if (turn.kind === 'hit') {
      const { body, headers: kept } = turn.page;
      replace(c, new Response(body, { headers: { ...before, ...kept } }));
      finish(c, body, { state: 'hit', personal, before }, options);
      return;
    }
    const settle = turn.kind === 'lead' ? turn.finish : nobodyWaits;
    try {
      await next();
      if (c.res.status !== 200 || !text.test(c.res.headers.get('content-type') ?? '')) return;
      const body = await c.res.clone().text();
      settle(pageOf(body, Object.fromEntries(c.res.headers), before, vary));
      finish(c, body, { state: 'miss', personal, before }, options);
    } finally {
      // Whatever the answer was, nobody may wait for it any longer.
      settle(undefined);
    }
  });
}

/** Adds the headers of a cacheable answer; whoever has it already gets 304. */
function finish(c: Context, body: string, served: Served, options: PageOptions): void {
  const added = pageHeaders(body, Object.fromEntries(c.res.headers), served, options);
  for (const [name, value] of Object.entries(added)) c.res.headers.set(name, value);
  if (!matchesTag(c.req.header('if-none-match'), added.etag)) return;
  const headers = new Headers(c.res.headers);
  headers.delete('content-type');
  replace(c, new Response(null, { status: 304, headers }));
}

/** Sets an answer whose headers are complete: those of the one before it would be added otherwise. */
function replace(c: Context, response: Response): void {
  c.res = undefined;
  c.res = response;
}
