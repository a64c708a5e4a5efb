import { STATUS_CODES } from 'node:http';
import { isTooOld } from './client-version.js';
import { givenVersion, place, refusalStatus, successorUrl } from './scheme.js';
import { type VersioningSettings, versioningSettings } from './settings.js';

/** What of a request says its version. */
export interface VersionedRequest {
  /** The path and query that the client asked for. */
  readonly url: string;
  readonly host: string;
  readonly accept: string | undefined;
  readonly clientVersion: string | undefined;
}

/** An answer instead of the route's: RFC 9457 problem details. */
export interface Refusal {
  readonly type: 'about:blank';
  readonly title: string | undefined;
  readonly status: 404 | 406 | 426;
  readonly detail: string;
}

export interface Decision {
  readonly version: string;
  /** What the answer says of the version. */
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Refusal | undefined;
}

/** Finds the version of a request, refuses unknown ones and clients that are too old, and announces what ends. */
export function decideVersion(
  request: VersionedRequest,
  settings: VersioningSettings = versioningSettings(),
): Decision {
  const { defaultVersion, minimumClient } = settings;
  const given = givenVersion(request);
  const version = given === undefined ? defaultVersion : given;
  if (!isAllowed(version, settings)) {
    const known = [defaultVersion, ...settings.allowedVersions.filter((v) => v !== defaultVersion)];
    const detail = `Invalid version in ${place}. The versions are: ${known.join(', ')}.`;
    return { version: defaultVersion, headers: {}, refusal: refuse(refusalStatus, detail) };
  }
  const headers = retirementHeaders(version, request, settings);
  if (!isTooOld(request.clientVersion, minimumClient)) {
    return { version, headers, refusal: undefined };
  }
  return {
    version,
    headers: { ...headers, upgrade: `client/${String(minimumClient)}` },
    refusal: refuse(
      426,
      `This client is too old; version ${String(minimumClient)} or a later one is needed.`,
    ),
  };
}

function isAllowed(version: string, settings: VersioningSettings): boolean {
  const { defaultVersion, allowedVersions } = settings;
  //{{#if host.versioning}}
  // The application has versions of its own: which ones, only API_VERSIONS can say.
  if (allowedVersions.length === 0) {
    return true;
  }
  //{{/if}}
  return version === defaultVersion || allowedVersions.includes(version);
}

function refuse(status: 404 | 406 | 426, detail: string): Refusal {
  return { type: 'about:blank', title: STATUS_CODES[status], status, detail };
}

/**
 * The headers that tell clients of a version that it ends: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a
 * `Link` to the same resource in the version that follows.
 */
function retirementHeaders(
  version: string,
  request: VersionedRequest,
  { retirements }: VersioningSettings,
): Record<string, string> {
  const retirement = retirements[version];
  if (retirement === undefined) {
    return {};
  }
  const { deprecated, sunset, successor } = retirement;
  return {
    deprecation: `@${deprecated.getTime() / 1000}`,
    ...(sunset === undefined ? {} : { sunset: sunset.toUTCString() }),
    ...(successor === undefined
      ? {}
      : { link: `<${successorUrl(request, successor)}>; rel="successor-version"` }),
  };
}
