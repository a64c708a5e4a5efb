import {
  cutJsonEntry,
  type JsonPath,
  type JsonScalar,
  jsonKeys,
  jsonValue,
  type Placement,
  parseJson,
  putJsonEntry,
} from '../edit/json.js';
import type { CutResult, PutResult } from './fact.js';
import { type Compare, compareCodePoints, neighbours } from './order.js';

/** An entry of an object in a JSON file, with the order that its container takes among those that we may create. */
export interface JsonEntry {
  readonly file: string;
  readonly container: string;
  readonly key: string;
  readonly value: JsonScalar;
}

/** Containers stand in this order when we create them, whichever is created first. */
const containerOrder = ['compilerOptions', 'scripts', 'dependencies', 'devDependencies'];

const markOf = (file: string, path: JsonPath): string => `${file}#${path.join('.')}`;
const innerMark = (file: string, path: JsonPath, inner: string): string =>
  `${markOf(file, path)}=${JSON.stringify(inner)}`;

/** Inserts an entry that isn't there yet; its container and its file are created when they are missing. */
export function putEntry(text: string | null, entry: JsonEntry, place: Placement): PutResult {
  const { file, container, key, value } = entry;
  const before = text ?? '{}\n';
  const parsed = parseJson(before);
  if ('problem' in parsed)
    return { outcome: 'blocked', reason: `${file} can't be edited: ${parsed.problem}.` };
  const existing = jsonValue(before, [container]);
  const marks = text === null ? [file] : [];
  if (existing === undefined) {
    const put = putJsonEntry(before, [], container, { [key]: value }, placeContainer(container));
    if (put.inner !== null && put.inner !== '') marks.push(innerMark(file, [], put.inner));
    return { outcome: 'done', text: put.text, state: 'ours', marks: [...marks, markOf(file, [container])] };
  }
  if (typeof existing !== 'object' || existing === null || Array.isArray(existing)) {
    return { outcome: 'blocked', reason: `${file} can't be edited: "${container}" is not an object.` };
  }
  const put = putJsonEntry(before, [container], key, value, place);
  if (put.inner !== null && put.inner !== '') marks.push(innerMark(file, [container], put.inner));
  return { outcome: 'done', text: put.text, state: 'ours', marks };
}

/**
 * What `putEntry` gives for entries one after the other where none of their containers is there yet; null where one is.
 * The entries of a container come in the order in which they shall stand.
 */
export function putEntries(text: string | null, entries: readonly JsonEntry[]): PutResult | null {
  const containers = new Map<string, Record<string, JsonScalar>>();
  for (const { container, key, value } of entries) {
    const values = containers.get(container) ?? {};
    values[key] = value;
    containers.set(container, values);
  }
  const [first] = entries;
  const keys = text === null ? [] : jsonKeys(text, []);
  if (first === undefined || keys.some((key) => containers.has(key))) return null;
  if (text !== null && 'problem' in parseJson(text)) return null;
  const marks = text === null ? [first.file] : [];
  let result = text ?? '{}\n';
  for (const [container, values] of containers) {
    const put = putJsonEntry(result, [], container, values, placeContainer(container));
    if (put.inner !== null && put.inner !== '') marks.push(innerMark(first.file, [], put.inner));
    marks.push(markOf(first.file, [container]));
    result = put.text;
  }
  return { outcome: 'done', text: result, state: 'ours', marks };
}

/** Takes an entry out, with its container and its file when we created them and nothing else is left in them. */
export function cutEntry(
  text: string,
  entry: Pick<JsonEntry, 'file' | 'container' | 'key'>,
  marks: ReadonlySet<string>,
): CutResult {
  const { file, container, key } = entry;
  const unmark: string[] = [];
  if (jsonValue(text, [container, key]) === undefined) return { text, unmark };
  const innerOf = (path: JsonPath): string => {
    const prefix = `${markOf(file, path)}=`;
    const mark = [...marks].find((name) => name.startsWith(prefix));
    return mark === undefined ? '' : String(JSON.parse(mark.slice(prefix.length)));
  };
  const dropInner = (path: JsonPath): void => {
    const prefix = `${markOf(file, path)}=`;
    unmark.push(...[...marks].filter((name) => name.startsWith(prefix)));
  };

  let result = cutJsonEntry(text, [container, key], innerOf([container]));
  if (!isBare(result, [container])) return { text: result, unmark };
  dropInner([container]);
  if (!marks.has(markOf(file, [container]))) return { text: result, unmark };
  unmark.push(markOf(file, [container]));
  result = cutJsonEntry(result, [container], innerOf([]));
  if (!isBare(result, [])) return { text: result, unmark };
  dropInner([]);
  if (!marks.has(file)) return { text: result, unmark };
  return { text: null, unmark: [...unmark, file] };
}

/** Whether an object holds neither entries nor comments. */
function isBare(text: string, path: JsonPath): boolean {
  const parsed = parseJson(text);
  if ('problem' in parsed) return false;
  const node = path.reduce<typeof parsed.root | undefined>(
    (parent, key) => parent?.children?.find((child) => child.children?.[0]?.value === key)?.children?.[1],
    parsed.root,
  );
  return node?.type === 'object' && text.slice(node.offset + 1, node.offset + node.length - 1).trim() === '';
}

/** Where a container goes that we create: next to the ones that usually stand around it, else at the end. */
function placeContainer(container: string): Placement {
  const rank = containerOrder.indexOf(container);
  return (keys) => {
    const before = containerOrder.slice(0, rank).findLast((name) => keys.includes(name));
    if (before !== undefined) return keys.indexOf(before) + 1;
    const after = containerOrder.slice(rank + 1).find((name) => keys.includes(name));
    return after === undefined ? keys.length : keys.indexOf(after);
  };
}

/**
 * Where a key goes: among sorted entries sorted too, else at the end behind those of ours that come before it.
 * `ours` are the keys that we put there, in their order; the user's own entries decide whether it is sorted.
 */
export function placeKey(key: string, ours: readonly string[], compare: Compare<string>): Placement {
  return (keys) => {
    const theirs = keys.filter((name) => !ours.includes(name));
    const sorted = [compareCodePoints, compareWords].find((order) => isSorted(theirs, order));
    if (sorted !== undefined) {
      const next = keys.findIndex((name) => sorted(name, key) > 0);
      return next === -1 ? keys.length : next;
    }
    return placeAmong(key, ours, compare)(keys);
  };
}

/** Where a key goes by its rank among ours, else at the end. */
export function placeAmong(key: string, ours: readonly string[], compare: Compare<string>): Placement {
  return (keys) => {
    const { before, after } = neighbours(
      ours.filter((name) => keys.includes(name)),
      key,
      compare,
    );
    if (before !== undefined) return keys.indexOf(before) + 1;
    return after === undefined ? keys.length : keys.indexOf(after);
  };
}

const compareWords: Compare<string> = (a, b) => a.localeCompare(b, 'en');
const isSorted = (keys: readonly string[], compare: Compare<string>): boolean =>
  keys.every((key, index) => index === 0 || compare(keys[index - 1] ?? '', key) <= 0);
