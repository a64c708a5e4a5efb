import type { RequestHandler } from 'express';
import { defaultVary, type PageOptions, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/**
 * Keeps a route's answers to GET with status 200: `router.get('/', cached({ ttlSeconds: 60, tags: ['products'] }),
 * list)`. Stands after whatever decides who may see the answer.
 */
export function cached(options: PageOptions = {}): RequestHandler {
  const { vary = defaultVary } = options;
  return async (request, response, next) => {
    if (request.method !== 'GET') {
      next();
      return;
    }
    const { headers, originalUrl: url } = request;
    const key = pageKey({ origin: `${request.protocol}://${request.host}`, url, headers }, vary);
    const turn = await takeTurn(key, options);
    const before = { ...response.getHeaders() };
    const personal = isPersonal(headers);
    if (turn.kind === 'hit') {
      response.set(turn.page.headers);
      const { body } = turn.page;
      const served = { state: 'hit', personal, before } as const;
      response.set(pageHeaders(body, response.getHeaders(), served, options)).send(body);
      return;
    }
    const send = response.send.bind(response);
    response.send = (body) => {
      if (response.statusCode === 200 && typeof body === 'string') {
        const current = response.getHeaders();
        if (turn.kind === 'lead') turn.finish(pageOf(body, current, before, vary));
        response.set(pageHeaders(body, current, { state: 'miss', personal, before }, options));
      }
      return send(body);
    };
    // Whatever the answer was, and also when the client went away, nobody may wait for it any longer.
    if (turn.kind === 'lead') response.once('close', () => turn.finish(undefined));
    next();
  };
}
