import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { forLastText } from './last-text.js';
import { cutItem, type List, type ListPut, type ListStyle, putItem } from './list.js';
import { bodyStart, eolOf, indentAt, indentUnitOf, lineNumber, lineStart } from './splice.js';

export type JsonPath = readonly string[];
export type JsonScalar = string | number | boolean | readonly string[];
export type JsonObject = { readonly [key: string]: JsonScalar };
export type JsonValue = JsonScalar | JsonObject;

/** Says before which entry of an object a new one goes, from the keys that are there; their number means the end. */
export type Placement = (keys: readonly string[]) => number;

type JsonParsed = { readonly root: Node } | { readonly problem: string };

/** Finds the nodes of a JSON text, comments and trailing commas allowed; a sentence says why it can't be read. */
export const parseJson = forLastText((text): JsonParsed => {
  const errors: ParseError[] = [];
  const start = bodyStart(text);
  const root = parseTree(' '.repeat(start) + text.slice(start), errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first !== undefined) return { problem: `line ${lineNumber(text, first.offset)} is not valid JSON` };
  if (root?.type !== 'object') return { problem: 'it holds no JSON object' };
  return { root };
});

/** The value at a path, or undefined when the path or the JSON isn't there. */
export function jsonValue(text: string, path: JsonPath): unknown {
  const parsed = parseJson(text);
  const node = 'root' in parsed ? findNodeAtLocation(parsed.root, [...path]) : undefined;
  return node === undefined ? undefined : plain(node);
}

function plain(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(entriesOf(node).map((entry) => [entry.key, plain(entry.value)]));
}

/** The keys of the object at a path; none when it isn't there. */
export function jsonKeys(text: string, path: JsonPath): readonly string[] {
  const parsed = parseJson(text);
  const node = 'root' in parsed ? findNodeAtLocation(parsed.root, [...path]) : undefined;
  return node?.type === 'object' ? entriesOf(node).map((entry) => entry.key) : [];
}

interface Entry {
  readonly key: string;
  readonly value: Node;
  readonly start: number;
  readonly keyEnd: number;
  readonly end: number;
}

function entriesOf(object: Node): readonly Entry[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    const keyEnd = key.offset + key.length;
    return [{ key: String(key.value), value, start: key.offset, keyEnd, end: value.offset + value.length }];
  });
}

/** Inserts an entry in an object, in the style of its neighbours. The object at `path` must be there. */
export function putJsonEntry(
  text: string,
  path: JsonPath,
  key: string,
  value: JsonValue,
  place: Placement,
): ListPut {
  const parsed = parseJson(text);
  const object = 'root' in parsed ? findNodeAtLocation(parsed.root, [...path]) : undefined;
  if (!('root' in parsed) || object?.type !== 'object')
    throw new Error(`There is no object ${path.join('.')}.`);
  const entries = entriesOf(object);
  const style = styleOf(text, parsed.root, object, entries);
  const fresh = (multiline: boolean): string => render(key, value, { ...style, multiline });
  return putItem(text, listOf(object, entries), place(entries.map((entry) => entry.key)), fresh, style);
}

const listOf = (object: Node, items: readonly Entry[]): List => ({
  open: object.offset + 1,
  close: object.offset + object.length - 1,
  items,
});

interface Style extends ListStyle {
  readonly unit: string;
  readonly colon: string;
}

function styleOf(text: string, root: Node, object: Node, entries: readonly Entry[]): Style {
  const outerIndent = indentAt(text, object.offset);
  const ownLine = (entry: Entry): boolean =>
    text.slice(lineStart(text, entry.start), entry.start).trim() === '';
  const rootAligned = entriesOf(root).find(ownLine);
  const unit = (rootAligned && indentAt(text, rootAligned.start)) || indentUnitOf(text);
  const aligned = entries.find(ownLine);
  const model = entries[0] ?? entriesOf(root)[0];
  const colon = model === undefined ? ': ' : text.slice(model.keyEnd, model.value.offset);
  const gap =
    entries[1] === undefined || entries[0] === undefined ? '' : text.slice(entries[0].end, entries[1].start);
  const oneLine =
    !/\n/.test(text.slice(root.offset, root.offset + root.length)) && (root.children ?? []).length > 0;
  return {
    eol: eolOf(text),
    unit,
    indent: aligned === undefined ? outerIndent + unit : indentAt(text, aligned.start),
    outerIndent,
    colon: /^\s*:[ \t]*$/.test(colon) ? colon : ': ',
    separator: /^,[ \t]*$/.test(gap) ? gap : colon === ':' ? ',' : ', ',
    multiline: !oneLine,
  };
}

const isList = (value: JsonValue): value is readonly string[] => Array.isArray(value);

/** An entry as text; a nested object gets lines of its own when the entry has. */
function render(key: string, value: JsonValue, style: Style): string {
  const head = JSON.stringify(key) + style.colon;
  if (isList(value)) return `${head}[${value.map((item) => JSON.stringify(item)).join(style.separator)}]`;
  if (typeof value !== 'object') return head + JSON.stringify(value);
  const inner = Object.entries(value).map(([name, item]) => render(name, item, style));
  if (!style.multiline) return `${head}{${style.colon === ':' ? inner.join(',') : ` ${inner.join(', ')} `}}`;
  const lines = inner.map((item) => style.eol + style.indent + style.unit + item);
  return `${head}{${lines.join(',')}${style.eol}${style.indent}}`;
}

/**
 * Takes the entry at `path` out, the inverse of `putJsonEntry`: with the comma and the line that came with it.
 * An object that is left empty gets back `inner`, what stood between its braces before.
 */
export function cutJsonEntry(text: string, path: JsonPath, inner: string): string {
  const parsed = parseJson(text);
  const object = 'root' in parsed ? findNodeAtLocation(parsed.root, [...path.slice(0, -1)]) : undefined;
  if (object?.type !== 'object') return text;
  const entries = entriesOf(object);
  const index = entries.findIndex((entry) => entry.key === path.at(-1));
  return index === -1 ? text : cutItem(text, listOf(object, entries), index, inner);
}
