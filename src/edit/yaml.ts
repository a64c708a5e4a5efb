import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { forLastText } from './last-text.js';
import type { Lines } from './lines.js';
import { lineNumber } from './splice.js';

/** An entry of a block map: its lines are [start, end), its trailing blank lines and comments not among them. */
export interface YamlEntry {
  readonly key: string;
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** How many spaces the key is indented by. */
  readonly indent: number;
}

/** A top-level section that is a block map, or has no value yet. */
export interface YamlSection extends YamlEntry {
  readonly entries: readonly YamlEntry[];
}

type YamlFound =
  | { readonly section: YamlSection | null; readonly names: readonly string[] }
  | { readonly problem: string };

const parse = forLastText((text) => parseDocument(text, { prettyErrors: false }));

/** Finds a top-level section with its entries; a sentence says why the file can't be edited. */
function findSection(text: string, lines: Lines, name: string): YamlFound {
  const document = parse(text);
  const error = document.errors[0];
  if (error !== undefined) return { problem: `line ${lineNumber(text, error.pos[0])} is not valid YAML` };
  const root = document.contents;
  if (root === null) return { section: null, names: [] };
  if (!isMap(root)) return { problem: 'it holds no map' };
  if (root.flow === true) return { problem: 'it is written between braces' };
  const names = entriesOf(text, lines, root);
  const section = names.find((entry) => entry.key === name);
  const value: unknown = root.get(name);
  const keys = names.map((entry) => entry.key);
  if (section === undefined) return { section: null, names: keys };
  if (value === null || value === undefined) return { section: { ...section, entries: [] }, names: keys };
  if (!isMap(value) || value.flow === true) {
    return { problem: `${name} is not written as a block, one entry a line` };
  }
  return { section: { ...section, entries: entriesOf(text, lines, value) }, names: keys };
}

function entriesOf(text: string, lines: Lines, map: YAMLMap): readonly YamlEntry[] {
  return map.items.flatMap((pair: Pair): YamlEntry[] => {
    const key = pair.key;
    const offset = isScalar(key) ? key.range?.[0] : undefined;
    if (!isScalar(key) || offset === undefined) return [];
    const start = lineNumber(text, offset) - 1;
    const indent = /^ */.exec(lines.at(start))?.[0].length ?? 0;
    const node = pair.value;
    const value = isMap(node) ? node.toJSON() : isScalar(node) ? node.value : node;
    return [{ key: String(key.value), value, start, end: blockEnd(lines, start, indent), indent }];
  });
}

/** A block lasts to the last line that is indented deeper than its key; what is deeper may be a comment too. */
function blockEnd(lines: Lines, start: number, indent: number): number {
  let end = start + 1;
  for (let index = start + 1; index < lines.length; index += 1) {
    if (lines.isBlank(index)) continue;
    const line = lines.at(index);
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    const sequence = depth === indent && /^ *-(\s|$)/.test(line);
    if (depth <= indent && !sequence) break;
    end = index + 1;
  }
  return end;
}

/**
 * Inserts an entry under a top-level section, which is created at the end of the file when it is missing.
 * `place` chooses the line from the entries that are there, `render` gets the indentation of the key and one step.
 */
export function putYamlEntry(
  lines: Lines,
  name: string,
  place: (entries: readonly YamlEntry[]) => number | undefined,
  render: (indent: number, unit: number) => readonly string[],
): { readonly created: boolean } | { readonly problem: string } {
  const found = findSection(lines.toString(), lines, name);
  if ('problem' in found) return found;
  if (found.section === null) {
    lines.insert(lines.length, [...(lines.length === 0 ? [] : ['']), `${name}:`, ...render(2, 2)]);
    return { created: true };
  }
  const { entries, indent: outer, start } = found.section;
  const indent = entries[0]?.indent ?? outer + 2;
  lines.insert(place(entries) ?? entries.at(-1)?.end ?? start + 1, render(indent, indent - outer));
  return { created: false };
}

/** The inverse of `putYamlEntry`; says whether the section went with its last entry, which `created` allows. */
export function cutYamlEntry(lines: Lines, name: string, key: string, created: boolean): boolean {
  const entry = sectionOf(lines, name)?.entries.find((other) => other.key === key);
  if (entry === undefined) return false;
  lines.remove(entry.start, entry.end - entry.start);
  const section = sectionOf(lines, name);
  if (!created || section === null || section.end > section.start + 1) return false;
  const blankBefore = lines.isBlank(section.start - 1);
  const blankBehind = section.start === 0 && lines.isBlank(1);
  lines.remove(section.start - (blankBefore ? 1 : 0), blankBefore || blankBehind ? 2 : 1);
  return true;
}

/** A top-level section, or null when it isn't there or the file can't be read. */
export function sectionOf(lines: Lines, name: string): YamlSection | null {
  const found = findSection(lines.toString(), lines, name);
  return 'problem' in found ? null : found.section;
}
