import type { VersionedRequest } from './versions.js';

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
export function givenVersion({ headers: { accept } }: VersionedRequest): string | undefined {
  if (accept === undefined || !/;\s*version\s*=/i.test(accept)) return undefined;
  const ranges = accept.split(',').map(mediaRange);
  return ranges
    .filter(({ version, quality }) => version !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0]?.version;
}

function mediaRange(text: string): MediaRange {
  const parameters = new Map(
    text
      .split(';')
      .slice(1)
      .map((parameter) => {
        const [name = '', value = ''] = parameter.split('=', 2);
        return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')] as const;
      }),
  );
  const quality = Number(parameters.get('q') ?? 1);
  return { quality: Number.isNaN(quality) ? 1 : quality, version: parameters.get('version') };
}

/** The same resource in another version: here every version has the same URL. */
export function urlInVersion(url: URL, _version: string): URL {
  return url;
}
