import type { RequestHandler } from 'express';
import type { PageOptions } from './page.js';
import { defaultVary, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/**
 * Keeps a route's answers to GET with status 200: `router.get('/', cached({ ttlSeconds: 60, tags: ['products'] }),
 * list)`. Stands after whatever decides who may see the answer.
 */
export function cached(options: PageOptions = {}): RequestHandler {
  const { vary = defaultVary } = options;
  return (request, response, next) => {
    if (request.method !== 'GET') {
      next();
      return;
    }
    const { headers, originalUrl: url } = request;
    const origin = `${request.protocol}://${request.get('host') ?? ''}`;
    const personal = isPersonal(headers);
    takeTurn(pageKey({ origin, url, headers }, vary), options)
      .then((turn) => {
        const before = { ...response.getHeaders() };
        if (turn.kind === 'hit') {
          const { body } = turn.page;
          response.set(turn.page.headers);
          const served = { state: 'hit', personal, before } as const;
          response.set(pageHeaders(body, response.getHeaders(), served, options)).send(body);
          return;
        }
        const send = response.send.bind(response) as typeof response.send;
        response.send = (body) => {
          if (response.statusCode === 200 && typeof body === 'string') {
            const current = response.getHeaders();
            if (turn.kind === 'lead') {
              turn.finish(pageOf(body, current, before, vary));
            }
            const served = { state: 'miss', personal, before } as const;
            response.set(pageHeaders(body, current, served, options));
          }
          return send(body);
        };
        // Whatever the answer was, and also when the client went away, nobody may wait for it any longer.
        if (turn.kind === 'lead') {
          response.once('close', () => turn.finish());
        }
        next();
      })
      .catch(next);
  };
}
