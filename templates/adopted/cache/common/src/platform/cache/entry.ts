/**
 * What stands in the store under a key: either a plain JSON text, or one with the versions that its key and its
 * tags had before the value was loaded. An entry counts only while those versions are still the current ones.
 */
export interface Entry {
  readonly versions: Versions | undefined;
  readonly text: string;
}

export interface Versions {
  readonly key: string;
  readonly tags: Readonly<Record<string, string>>;
}

// No JSON text begins with it.
const mark = '@';

export function encodeEntry(versions: Versions, text: string): string {
  return `${mark}${JSON.stringify(versions)}\n${text}`;
}

export function decodeEntry(stored: string): Entry {
  if (!stored.startsWith(mark)) {
    return { versions: undefined, text: stored };
  }
  const end = stored.indexOf('\n');
  const versions = JSON.parse(stored.slice(mark.length, end)) as Versions;
  return { versions, text: stored.slice(end + 1) };
}

/** A value as it was stored, `undefined` without a text. What its type is, only the caller knows, who stored it. */
export function decodeValue<T>(text: string | undefined): T {
  return (text === undefined ? undefined : JSON.parse(text)) as T;
}
