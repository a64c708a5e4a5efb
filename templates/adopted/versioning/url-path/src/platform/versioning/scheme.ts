import type { VersionedRequest } from './decision.js';

//{{#if (eq host.versioning "path")}}
/** Versions are the first or second part of the path, as the routes declare them: `/v1/products`, `/api/v1/products`. */
const versionInPath = /^((?:\/[^/?]+)?\/)(v\d+)(?=[/?]|$)/;
//{{else}}
//{{#if host.globalPrefix}}
/** Versions stand behind the prefix of all routes: `/{{host.globalPrefix}}/v1/products`. */
const versionInPath = new RegExp('^(/{{host.globalPrefix}}/)(v\\d+)(?=[/?]|$)');
//{{else}}
/** Versions stand at the start of the path: `/v1/products`. */
const versionInPath = /^(\/)(v\d+)(?=[/?]|$)/;
//{{/if}}
//{{/if}}

export const place = 'URL path';
export const refusalStatus = 404;

/** The version that a request names, or undefined. */
export function givenVersion({ url }: VersionedRequest): string | undefined {
  const match = versionInPath.exec(url);
  return match === null ? undefined : match[2];
}

/** The same resource in another version. */
export function successorUrl({ url }: VersionedRequest, version: string): string {
  return versionInPath.test(url) ? url.replace(versionInPath, `$1${version}`) : `/${version}${url}`;
}
//{{#unless host.versioning}}

/** The URL as the routes declare it: without its version. */
export function withoutVersion(url: string): string {
  const match = versionInPath.exec(url);
  if (match === null) {
    return url;
  }
  const [whole, before = '/'] = match;
  const bare = before.slice(0, -1) + url.slice(whole.length);
  return bare.startsWith('/') ? bare : `/${bare}`;
}
//{{/unless}}
