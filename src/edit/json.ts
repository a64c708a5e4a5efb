import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { forLastText } from './last-text.js';
import {
  applySplices,
  bodyStart,
  commentEnd,
  eolOf,
  indentAt,
  indentUnitOf,
  lineNumber,
  lineStart,
  nextLine,
} from './splice.js';

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

/** Where the trivia behind `offset` ends: a comma that follows, and the end of the line with its comments. */
function behind(
  text: string,
  offset: number,
): { readonly comma: number | null; readonly lineBreak: number | null } {
  let comma: number | null = null;
  let position = offset;
  while (position < text.length) {
    const comment = commentEnd(text, position);
    const character = text.charAt(position);
    if (/^\r?\n/.test(text.slice(position, position + 2))) return { comma, lineBreak: position };
    if (comment > position) position = comment;
    else if (character === ',' && comma === null) comma = position++;
    else if (/\s/.test(character)) position += 1;
    else break;
  }
  return { comma, lineBreak: null };
}

const innerOf = (text: string, object: Node): string =>
  text.slice(object.offset + 1, object.offset + object.length - 1);

/** What putting an entry came to: the new text, and the white space between the braces when the object was empty. */
export interface JsonPut {
  readonly text: string;
  readonly inner: string | null;
}

/** Inserts an entry in an object, in the style of its neighbours. The object at `path` must be there. */
export function putJsonEntry(
  text: string,
  path: JsonPath,
  key: string,
  value: JsonValue,
  place: Placement,
): JsonPut {
  const parsed = parseJson(text);
  const object = 'root' in parsed ? findNodeAtLocation(parsed.root, [...path]) : undefined;
  if (!('root' in parsed) || object?.type !== 'object')
    throw new Error(`There is no object ${path.join('.')}.`);
  const entries = entriesOf(object);
  const index = place(entries.map((entry) => entry.key));
  const previous = entries[index - 1];
  const next = entries[index];
  const style = styleOf(text, parsed.root, object, entries);
  const fresh = (multiline: boolean) => render(key, value, { ...style, multiline });
  const insert = (offset: number, added: string, comma: number | null = null): JsonPut => {
    const splices = [{ start: offset, end: offset, text: added }];
    if (comma !== null) splices.unshift({ start: comma, end: comma, text: ',' });
    return { text: applySplices(text, splices), inner: null };
  };

  if (previous !== undefined) {
    const after = behind(text, previous.end);
    if (after.lineBreak === null) return insert(previous.end, style.separator + fresh(false));
    const comma = next !== undefined || after.comma !== null ? ',' : '';
    const added = style.eol + style.indent + fresh(true) + comma;
    return insert(after.lineBreak, added, after.comma === null ? previous.end : null);
  }
  if (next !== undefined) {
    const after = behind(text, object.offset + 1);
    if (after.lineBreak === null) return insert(next.start, `${fresh(false)}${style.separator}`);
    return insert(after.lineBreak, `${style.eol}${style.indent}${fresh(true)},`);
  }
  return putFirst(text, object, style, fresh);
}

function putFirst(text: string, object: Node, style: Style, fresh: (multiline: boolean) => string): JsonPut {
  const inner = innerOf(text, object);
  const close = object.offset + object.length - 1;
  if (inner.trim() === '') {
    const body = style.multiline
      ? style.eol + style.indent + fresh(true) + style.eol + style.outerIndent
      : inner.includes('\n') || inner === ''
        ? fresh(false)
        : ` ${fresh(false)} `;
    return { text: applySplices(text, [{ start: object.offset + 1, end: close, text: body }]), inner };
  }
  const after = behind(text, object.offset + 1);
  const gap = /^\s*/.exec(inner)?.[0] ?? '';
  const start = after.lineBreak ?? object.offset + 1 + gap.length;
  const added = after.lineBreak === null ? fresh(false) + gap : style.eol + style.indent + fresh(true);
  return { text: applySplices(text, [{ start, end: start, text: added }]), inner: null };
}

interface Style {
  readonly eol: string;
  readonly unit: string;
  readonly indent: string;
  readonly outerIndent: string;
  readonly colon: string;
  readonly separator: string;
  readonly multiline: boolean;
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
  const entry = entries[index];
  if (entry === undefined) return text;
  const previous = entries[index - 1];
  const next = entries[index + 1];
  const remove = (start: number, end: number, comma: number | null = null): string => {
    const splices = [{ start, end, text: '' }];
    if (comma !== null) splices.unshift({ start: comma, end: comma + 1, text: '' });
    return applySplices(text, splices);
  };

  if (previous === undefined && next === undefined && onlyEntry(text, object, entry)) {
    const start = object.offset + 1;
    return applySplices(text, [{ start, end: object.offset + object.length - 1, text: inner }]);
  }
  const after = behind(text, entry.end);
  const start = lineStart(text, entry.start);
  if (text.slice(start, entry.start).trim() === '' && after.lineBreak !== null) {
    if (after.comma !== null || previous === undefined) return remove(start, nextLine(text, after.lineBreak));
    const previousLineEnd = start - (text[start - 2] === '\r' ? 2 : 1);
    return remove(previousLineEnd, after.lineBreak, behind(text, previous.end).comma);
  }
  if (previous !== undefined) return remove(previous.end, entry.end);
  const gap = /^\s*/.exec(text.slice(entry.end))?.[0] ?? '';
  return remove(entry.start, next?.start ?? entry.end + gap.length);
}

function onlyEntry(text: string, object: Node, entry: Entry): boolean {
  const before = text.slice(object.offset + 1, entry.start);
  const rest = text.slice(entry.end, object.offset + object.length - 1);
  return before.trim() === '' && /^\s*,?\s*$/.test(rest);
}
