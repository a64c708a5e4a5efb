import { urlInVersion } from '../versioning/scheme.js';
import type { JsonObject } from './openapi.js';

/** Where clients of a version find the API. */
export function addressed(_document: JsonObject, version: string, origin: string): JsonObject {
  const { href } = urlInVersion(new URL(origin), version);
  return { servers: [{ url: href.replace(/\/$/, '') }] };
}
