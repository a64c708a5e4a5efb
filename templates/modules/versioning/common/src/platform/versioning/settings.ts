import { z } from 'zod';
import type { Env } from '../../settings/env.js';

const retirement = z.strictObject({
  /** Since when clients should move on. */
  deprecated: z.iso.date().transform((text) => new Date(text)),
  /** From when on the version may be gone. */
  sunset: z.iso
    .date()
    .transform((text) => new Date(text))
    .optional(),
  /** The version to move to. */
  successor: z.string().optional(),
});

export type Retirement = z.output<typeof retirement>;

/** Which versions the API has, and how old ones end. */
export function versioningSettings(env: Env) {
  const retirements: Readonly<Record<string, Retirement>> = env.json(
    'API_RETIREMENTS',
    z.record(z.string(), retirement),
    { default: {} },
  );
  return {
    /** The version of requests that name none. */
    defaultVersion: env.str('API_DEFAULT_VERSION', { default: 'v1' }),
    allowedVersions: env.list('API_VERSIONS', { default: ['v1', 'v2'] }),
    retirements,
    /** Clients that say to be older in `X-Client-Version` are refused; without it none is. */
    minimumClient: env.str('API_MINIMUM_CLIENT', { optional: true }),
  };
}
