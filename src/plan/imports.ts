import type { ImportedName } from '../facts/fact.js';

interface ImportLine {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly names: readonly string[];
  readonly text: string | null;
}

const namedImport = /^import (type )?\{ ([^}]+) \} from '([^']+)';$/;
const anyImport = /^import .*'([^']+)';$/;

/** The specifier that `file` imports a project path by: relative, with the `.js` suffix of ES modules. */
export function specifierFrom(file: string, target: string): string {
  if (!target.startsWith('src/') && !target.startsWith('test/')) return target;
  const folder = file.split('/').slice(0, -1);
  const parts = target.split('/');
  let shared = 0;
  while (shared < folder.length && shared < parts.length - 1 && folder[shared] === parts[shared]) shared += 1;
  const up = '../'.repeat(folder.length - shared);
  return `${up === '' ? './' : up}${parts.slice(shared).join('/')}.js`;
}

/**
 * Merges imports into the block of one-line imports at the top of a rendered file, in the order that the
 * formatter of the generated project wants: packages with a scheme, packages, then relative paths from the farthest.
 */
export function mergeImports(file: string, text: string, added: readonly ImportedName[]): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('import '));
  let end = start;
  while (start >= 0 && anyImport.test(lines[end] ?? '')) end += 1;
  const existing = start < 0 ? [] : lines.slice(start, end).map(parseImport);
  const wanted = added.map(
    (name): ImportLine => ({
      from: specifierFrom(file, name.from),
      typeOnly: name.typeOnly,
      names: [name.name],
      text: null,
    }),
  );
  const printed = print([...existing, ...wanted]);
  if (start < 0) return printed.length === 0 ? text : `${printed.join('\n')}\n\n${text}`;
  return [...lines.slice(0, start), ...printed, ...lines.slice(end)].join('\n');
}

function parseImport(line: string): ImportLine {
  const named = namedImport.exec(line);
  if (named?.[2] !== undefined && named[3] !== undefined) {
    return { from: named[3], typeOnly: named[1] !== undefined, names: named[2].split(', '), text: null };
  }
  return {
    from: anyImport.exec(line)?.[1] ?? '',
    typeOnly: line.startsWith('import type'),
    names: [],
    text: line,
  };
}

function print(lines: readonly ImportLine[]): string[] {
  const groups = new Map<string, ImportLine>();
  for (const line of lines) {
    const key = `${line.from} ${line.typeOnly} ${line.text ?? ''}`;
    const known = groups.get(key);
    groups.set(key, known === undefined ? line : { ...line, names: [...known.names, ...line.names] });
  }
  return [...groups.values()]
    .sort((a, b) => compareSpecifiers(a.from, b.from) || Number(b.typeOnly) - Number(a.typeOnly))
    .map((line) => line.text ?? printNamed(line));
}

function printNamed({ from, typeOnly, names }: ImportLine): string {
  const sorted = [...new Set(names)].sort(compareNames);
  const line = `import ${typeOnly ? 'type ' : ''}{ ${sorted.join(', ')} } from '${from}';`;
  if (line.length <= 100) return line;
  return `import ${typeOnly ? 'type ' : ''}{\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}';`;
}

/** Biome's natural order: letters without case first, capitals before small ones where they only differ in case. */
export function compareNames(a: string, b: string): number {
  const left = a.replace(/^type /, '');
  const right = b.replace(/^type /, '');
  const folded =
    left.toLowerCase() < right.toLowerCase() ? -1 : left.toLowerCase() > right.toLowerCase() ? 1 : 0;
  return folded !== 0 ? folded : left < right ? -1 : left > right ? 1 : 0;
}

function distance(specifier: string): number {
  if (specifier.startsWith('node:')) return 0;
  if (!specifier.startsWith('.')) return 1;
  return specifier.startsWith('./') ? 100 : 50 - (specifier.match(/\.\.\//g)?.length ?? 0);
}

function compareSpecifiers(a: string, b: string): number {
  return distance(a) - distance(b) || compareNames(a, b);
}
