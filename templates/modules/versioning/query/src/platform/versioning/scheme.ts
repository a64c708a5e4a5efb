import type { VersionedRequest } from './versions.js';

/** Versions stand in this query parameter: `/products?version=v1`. */
const parameter = 'version';

export const place = 'query parameter';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ originalUrl }: VersionedRequest): string | undefined {
  const at = originalUrl.indexOf('?');
  // Most requests name none, and parsing a query costs more than looking for a word.
  if (at < 0 || !originalUrl.includes(parameter, at)) return undefined;
  return new URLSearchParams(originalUrl.slice(at + 1)).get(parameter) ?? undefined;
}

/** The same resource in another version. */
export function urlInVersion(url: URL, version: string): URL {
  const changed = new URL(url);
  changed.searchParams.set(parameter, version);
  return changed;
}
