import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { settings } from '../../settings/index.js';
import { badRequest, Problem } from '../errors/problem.js';
import { pathOf } from './route.js';

const json = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

const { bodyLimitBytes } = settings.server;
const tooLarge = () => new Problem({ status: 413, detail: 'The request body is too large.' });

const countedBody = bodyLimit({
  maxSize: bodyLimitBytes,
  onError: () => {
    throw tooLarge();
  },
});

/** Lets in what can be read: a path that is well encoded, a body that is JSON and not too large. */
export const readableInput = createMiddleware(async (c, next) => {
  const { method, url } = c.req;
  if (url.includes('%') && !isWellEncoded(pathOf(c))) {
    throw badRequest('The path is not well encoded.');
  }
  if (method === 'GET' || method === 'HEAD') return next();
  const type = c.req.header('content-type');
  const length = c.req.header('content-length');
  const hasBody = Number(length ?? 0) > 0 || c.req.header('transfer-encoding') !== undefined;
  if (type === undefined ? hasBody : !json.test(type)) throw new Problem({ status: 415 });
  if (Number(length ?? 0) > bodyLimitBytes) throw tooLarge();
  // Only a body that doesn't say how long it is has to be counted, for which it is read here.
  return length === undefined ? countedBody(c, next) : next();
});

function isWellEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
