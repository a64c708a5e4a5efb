import type { VersionedRequest } from './decision.js';

/** Versions are the first label of the host name: `v1.example.com`. Other host names have the default version. */
const versionInHost = /^(v\d+)\./i;

export const place = 'host name';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ host }: VersionedRequest): string | undefined {
  const match = versionInHost.exec(host);
  return match === null || match[1] === undefined ? undefined : match[1].toLowerCase();
}

/** The same resource in another version, with the protocol that the client used. */
export function successorUrl({ url, host }: VersionedRequest, version: string): string {
  return `//${version}.${host.replace(versionInHost, '')}${url}`;
}
