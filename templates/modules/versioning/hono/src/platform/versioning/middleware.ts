import { createMiddleware } from 'hono/factory';
import { forwardedHost } from '../http/proxies.js';
import { absoluteUrl, originalUrl } from '../http/route.js';
import { checkClientVersion } from './client-version.js';
import { retirementHeaders } from './retirement.js';
import { determineVersion } from './versions.js';

declare module 'hono' {
  interface ContextVariableMap {
    /** The API version that the request is answered in. */
    version: string;
  }
}

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export const versioning = createMiddleware(async (c, next) => {
  //{{#if versioning.acceptHeader}}
  c.header('vary', 'Accept', { append: true });
  //{{/if}}
  const version = determineVersion({
    originalUrl: originalUrl(c),
    host: forwardedHost(c),
    headers: { accept: c.req.header('accept') },
  });
  c.set('version', version);
  c.get('requestContext').version = version;
  checkClientVersion(c.req.header('x-client-version'));
  const ending = retirementHeaders(version, () => absoluteUrl(c));
  for (const name in ending) c.header(name, ending[name]);
  await next();
});
