import { settings } from '../../settings/index.js';
import { urlInVersion } from './scheme.js';
import type { Retirement } from './settings.js';

/**
 * The headers that tell clients of a version that it ends: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a
 * `Link` to the same resource in the version that follows. Undefined for a version that stays.
 */
export function retirementHeaders(
  version: string,
  url: () => URL,
  retirements: Readonly<Record<string, Retirement>> = settings.versioning.retirements,
): Record<string, string> | undefined {
  const retirement = retirements[version];
  if (retirement === undefined) return undefined;
  const { deprecated, sunset, successor } = retirement;
  const headers: Record<string, string> = { deprecation: `@${deprecated.getTime() / 1000}` };
  if (sunset !== undefined) headers.sunset = sunset.toUTCString();
  if (successor !== undefined) {
    headers.link = `<${urlInVersion(url(), successor).href}>; rel="successor-version"`;
  }
  return headers;
}
