import { URLSearchParams } from 'node:url';
import type { VersionedRequest } from './decision.js';

/** Versions stand in this query parameter: `/products?version=v1`. */
const parameter = 'version';

export const place = 'query parameter';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ url }: VersionedRequest): string | undefined {
  const version = new URLSearchParams(queryOf(url)).get(parameter);
  return version === null ? undefined : version;
}

/** The same resource in another version. */
export function successorUrl({ url }: VersionedRequest, version: string): string {
  const query = new URLSearchParams(queryOf(url));
  query.set(parameter, version);
  return `${url.split('?', 1).join('')}?${query.toString()}`;
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
