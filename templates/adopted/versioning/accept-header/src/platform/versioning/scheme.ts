import type { VersionedRequest } from './decision.js';

export const place = '"Accept" header';
export const refusalStatus = 406;

interface MediaRange {
  readonly quality: number;
  readonly version: string | undefined;
}

/**
 * The version that a request names, or undefined: a parameter of a media type, as in
 * `Accept: application/json; version=v1`. Of several the most preferred one counts.
 */
export function givenVersion({ accept }: VersionedRequest): string | undefined {
  if (accept === undefined || !/;\s*version\s*=/i.test(accept)) {
    return undefined;
  }
  const [preferred] = accept
    .split(',')
    .map(mediaRange)
    .filter(({ version, quality }) => version !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return preferred === undefined ? undefined : preferred.version;
}

function mediaRange(text: string): MediaRange {
  let quality = 1;
  let version: string | undefined;
  for (const parameter of text.split(';').slice(1)) {
    const [name = '', value = ''] = parameter.split('=', 2).map((part) => part.trim());
    if (name.toLowerCase() === 'q' && !Number.isNaN(Number(value))) {
      quality = Number(value);
    }
    if (name.toLowerCase() === 'version') {
      version = value.replace(/^"(.*)"$/, '$1');
    }
  }
  return { quality, version };
}

/** The same resource in another version: here every version has the same URL. */
export function successorUrl({ url }: VersionedRequest, _version: string): string {
  return url;
}
