import type { VersionedRequest } from './versions.js';

/** Versions stand at the start of the path: `/v1/products`. */
const versionInPath = /^\/(v\d+)(?=[/?]|$)/;

export const place = 'URL path: it does not match any version namespace';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ originalUrl }: VersionedRequest): string | undefined {
  return versionInPath.exec(originalUrl)?.[1];
}

/** The same resource in another version. */
export function urlInVersion(url: URL, version: string): URL {
  const changed = new URL(url);
  changed.pathname = `/${version}${url.pathname.replace(versionInPath, '')}`;
  return changed;
}
