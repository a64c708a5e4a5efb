import { isObject, type JsonObject, objectOf } from './openapi.js';
import { addressed } from './version-address.js';

type Json = JsonObject[string];

const mark = 'x-versions';

/** Marks a schema as part of some versions alone, as a member of a union: `productV2.meta(onlyIn('v2'))`. */
export const onlyIn = (...versions: string[]) => ({ [mark]: versions });

/** The document as clients of one version see it; `origin` is protocol and host of the API. */
export function inVersion(document: JsonObject, version: string, origin: string): JsonObject {
  const pruned = objectOf(prune(document, version));
  const own = { ...pruned, info: { ...objectOf(document.info), version } };
  return { ...own, ...addressed(own, version, origin) };
}

/** Leaves out what other versions have; a union with one member left becomes that member. */
function prune(value: Json, version: string): Json {
  if (isList(value)) {
    return value.filter((item) => isPartOf(item, version)).map((item) => prune(item, version));
  }
  if (!isObject(value)) return value;
  const { [mark]: _versions, ...rest } = value;
  const kept = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, prune(item, version)]),
  );
  const { anyOf } = kept;
  return isList(anyOf) && anyOf.length === 1 ? objectOf(anyOf[0]) : kept;
}

function isPartOf(value: Json, version: string): boolean {
  const versions = isObject(value) ? value[mark] : undefined;
  return !isList(versions) || versions.includes(version);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
