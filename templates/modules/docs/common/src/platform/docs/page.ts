//{{#if on.versioning}}
import { apiVersions } from '../versioning/index.js';

//{{/if}}
/** Where the page is; its scripts and styles are served along with it, so that it works without a network. */
export const pagePath = '/docs';

/** What the page may load: nothing from elsewhere. */
export const pagePolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "frame-ancestors 'none'",
].join('; ');
//{{#if on.versioning}}

/** The document of one version, whatever version the request itself is in. */
export const versionPath = (version: string): string => `/openapi/${version}.json`;

/** The documents that the page offers. */
export const documents = apiVersions().map((version) => ({
  name: version,
  url: versionPath(version),
}));
//{{/if}}
