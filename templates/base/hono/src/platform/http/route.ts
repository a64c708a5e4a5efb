import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { METHOD_NAME_ALL } from 'hono/router';
import { forwardedHost, forwardedProtocol } from './proxies.js';

/** The path as the route declares it, such as `/products/:id`: logs and metrics stay few. */
export function routeTemplate(c: Context): string {
  const route = matchedRoutes(c)[c.req.routeIndex];
  // What is there for all methods is a middleware: no route took the request.
  return route === undefined || route.method === METHOD_NAME_ALL ? 'unknown' : route.path;
}

/** Path and query, as the client sent them. */
export function originalUrl(c: Context): string {
  const { url } = c.req;
  return url.slice(url.indexOf('/', url.indexOf('//') + 2));
}

/** The path that the client asked for, without its query. */
export function pathOf(c: Context): string {
  return originalUrl(c).split('?', 1)[0] ?? '/';
}

/** The URL that the client asked for, with the host and protocol that it sees. */
export function absoluteUrl(c: Context): URL {
  return new URL(`${forwardedProtocol(c)}://${forwardedHost(c)}${originalUrl(c)}`);
}
