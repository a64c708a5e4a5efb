import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { settings } from '../../settings/index.js';
import { badRequest, Problem } from '../errors/problem.js';
import { pathOf } from './route.js';

const json = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

const limitedBody = bodyLimit({
  maxSize: settings.server.bodyLimitBytes,
  onError: () => {
    throw new Problem({ status: 413, detail: 'The request body is too large.' });
  },
});

/** Lets in what can be read: a path that is well encoded, a body that is JSON and not too large. */
export const readableInput = createMiddleware(async (c, next) => {
  const { method, url } = c.req;
  if (url.includes('%') && !isWellEncoded(pathOf(c))) {
    throw badRequest('The path is not well encoded.');
  }
  // They have no body that counts, and to look for one would cost more than all the rest.
  if (method === 'GET' || method === 'HEAD') return next();
  const type = c.req.header('content-type');
  if (type === undefined ? hasBody(c) : !json.test(type)) throw new Problem({ status: 415 });
  return limitedBody(c, next);
});

function isWellEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function hasBody(c: Context): boolean {
  const isChunked = c.req.header('transfer-encoding') !== undefined;
  return isChunked || Number(c.req.header('content-length') ?? 0) > 0;
}
