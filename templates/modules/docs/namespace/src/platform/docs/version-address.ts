import { type JsonObject, objectOf } from './openapi.js';

/** Where clients of a version find the API: under the paths that begin with it. */
export function addressed(document: JsonObject, version: string, origin: string): JsonObject {
  const paths = Object.entries(objectOf(document.paths));
  const own = paths.filter(([path]) => path.startsWith(`/${version}/`));
  return { servers: [{ url: origin }], paths: Object.fromEntries(own) };
}
