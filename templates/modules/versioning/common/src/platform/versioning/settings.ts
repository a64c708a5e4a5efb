import { z } from 'zod';
import type { Env } from '../../settings/env.js';

const day = z.iso.date().transform((text) => new Date(text));

const retirement = z.strictObject({
  /** Since when clients should move on. */
  deprecated: day,
  /** From when on the version may be gone. */
  sunset: day.optional(),
  /** The version to move to. */
  successor: z.string().optional(),
});

export type Retirement = z.output<typeof retirement>;

/** Which versions the API has, and how old ones end. */
export function versioningSettings(env: Env) {
  const defaultVersion = env.str('API_DEFAULT_VERSION', { default: 'v1' });
  const listed = env.list('API_VERSIONS', { default: ['v1', 'v2'] });
  return {
    /** The version of requests that name none. */
    defaultVersion,
    /** All versions, the oldest first; the default one is among them whether it is listed or not. */
    versions: listed.includes(defaultVersion) ? listed : [defaultVersion, ...listed],
    retirements: env.json('API_RETIREMENTS', z.record(z.string(), retirement), { default: {} }),
    /** Clients that say to be older in `X-Client-Version` are refused; without it none is. */
    minimumClient: env.str('API_MINIMUM_CLIENT', { optional: true }),
  };
}
