import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app.js';
import { clientAddress, forwardedHost } from '../http/proxies.js';
import { originalUrl } from '../http/route.js';
import { reportBrokenLink } from './index.js';

/** Notices links that lead nowhere. */
export const brokenLinks = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const referer = c.req.header('referer');
  if (c.res.status !== 404 || referer === undefined) return;
  reportBrokenLink({
    url: originalUrl(c),
    host: forwardedHost(c),
    referer,
    userAgent: c.req.header('user-agent'),
    ip: clientAddress(c),
  });
});
