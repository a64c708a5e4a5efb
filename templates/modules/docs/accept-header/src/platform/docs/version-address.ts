import { type JsonObject, objectOf } from './openapi.js';

/** How clients of a version ask for it. OpenAPI has no parameter for the Accept header, so words say it. */
export function addressed(document: JsonObject, version: string, origin: string): JsonObject {
  const description = `Ask for this version by \`Accept: application/json; version=${version}\`.`;
  return { servers: [{ url: origin }], info: { ...objectOf(document.info), description } };
}
