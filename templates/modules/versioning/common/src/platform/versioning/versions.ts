import type { IncomingHttpHeaders } from 'node:http';
import { settings } from '../../settings/index.js';
import { notFound, Problem } from '../errors/problem.js';
import { givenVersion, place, refusalStatus } from './scheme.js';

/** What a scheme may look at; the requests of the framework have this shape. */
export interface VersionedRequest {
  readonly originalUrl: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
}

/** All versions of the API, the oldest first as the settings list them. */
export const apiVersions = (): readonly string[] => settings.versioning.versions;

/** The version that a request asks for, or the default one. Throws a problem when there is no such version. */
export function determineVersion(request: VersionedRequest): string {
  const { defaultVersion, versions } = settings.versioning;
  const version = givenVersion(request) ?? defaultVersion;
  if (versions.includes(version)) return version;
  throw new Problem({
    status: refusalStatus,
    detail: `Invalid version in ${place}. The versions are: ${versions.join(', ')}.`,
  });
}

/** The entry for a version. Throws a problem when the resource isn't part of that version. */
export function entryFor<T>(entries: Readonly<Record<string, T>>, version: string): T {
  const entry = Object.hasOwn(entries, version) ? entries[version] : undefined;
  if (entry === undefined) throw notFound(`This is not part of version ${version}.`);
  return entry;
}
