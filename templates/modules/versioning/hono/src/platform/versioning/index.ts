import type { Context } from 'hono';
import { entryFor } from './versions.js';

export { apiVersions } from './versions.js';

/** The API version that a request is answered in. */
export function requestVersion(c: Context): string {
  return c.get('version');
}

/**
 * A route handler that passes each request on to the one of its version:
 * `versioned({ v1: getProduct, v2: getProductWithPrices })`. Other versions are answered with 404.
 */
export function versioned<C extends Context, Answer>(
  handlers: Readonly<Record<string, (c: C) => Answer>>,
): (c: C) => Answer {
  return (c) => entryFor(handlers, requestVersion(c))(c);
}
