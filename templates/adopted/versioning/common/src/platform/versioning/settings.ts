import { readEnv } from '../settings/env.js';

export interface Retirement {
  /** Since when clients should move on. */
  readonly deprecated: Date;
  /** From when on the version may be gone. */
  readonly sunset: Date | undefined;
  /** The version to move to. */
  readonly successor: string | undefined;
}

interface RawRetirement {
  readonly deprecated?: unknown;
  readonly sunset?: unknown;
  readonly successor?: unknown;
}

export type Retirements = Readonly<Record<string, Retirement>>;

/** Which versions the API has, and how old ones end. */
export interface VersioningSettings {
  /** The version of requests that name none. */
  readonly defaultVersion: string;
  //{{#if host.versioning}}
  /** Versions besides the default one. When there are none, no version is refused here. */
  //{{else}}
  /** Versions besides the default one; others are refused. */
  //{{/if}}
  readonly allowedVersions: readonly string[];
  readonly retirements: Retirements;
  /** Clients that say to be older in `X-Client-Version` are refused; without it none is. */
  readonly minimumClient: string | undefined;
}

let settings: VersioningSettings | undefined;

/** The settings of versioning, read from the environment once. */
export function versioningSettings(): VersioningSettings {
  if (settings === undefined) {
    settings = readEnv((env) => ({
      defaultVersion: env.string('API_DEFAULT_VERSION', { default: 'v1' }),
      allowedVersions: env.list('API_VERSIONS', { default: [] }),
      retirements: env.json('API_RETIREMENTS', parseRetirements, { default: {} }),
      minimumClient: env.optionalString('API_MINIMUM_CLIENT'),
    }));
  }
  return settings;
}

/** Reads `{"v1": {"deprecated": "2027-01-01", "sunset": "2028-01-01", "successor": "v2"}}`. */
export function parseRetirements(value: unknown): Retirements {
  const retirements: Record<string, Retirement> = {};
  for (const [version, entry] of Object.entries(recordOf(value))) {
    const { deprecated, sunset, successor }: RawRetirement = recordOf(entry);
    retirements[version] = {
      deprecated: dateOf(deprecated),
      sunset: sunset === undefined ? undefined : dateOf(sunset),
      successor: typeof successor === 'string' ? successor : undefined,
    };
  }
  return retirements;
}

function recordOf(value: unknown): { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null) {
    throw new Error('expected an object');
  }
  return { ...value };
}

function dateOf(value: unknown): Date {
  const date = new Date(typeof value === 'string' ? value : '');
  if (Number.isNaN(date.getTime())) {
    throw new Error('expected a date such as 2027-01-01');
  }
  return date;
}
