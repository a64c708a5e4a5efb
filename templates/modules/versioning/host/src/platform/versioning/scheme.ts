import type { VersionedRequest } from './versions.js';

/** Versions are the first label of the host name: `v1.example.com`. Other host names have the default version. */
const versionInHost = /^(v\d+)\./i;

export const place = 'host name';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ host }: VersionedRequest): string | undefined {
  return versionInHost.exec(host)?.[1]?.toLowerCase();
}

/** The same resource in another version. */
export function urlInVersion(url: URL, version: string): URL {
  const changed = new URL(url);
  changed.hostname = `${version}.${url.hostname.replace(versionInHost, '')}`;
  return changed;
}
