import { posix } from 'node:path';
import type { Alias } from '../project/host.js';
import {
  cutStatement,
  type LinePlace,
  placeBefore,
  placeBehind,
  putStatement,
  usesSemicolons,
} from './calls.js';
import type { ImportLine, Outline, Statement } from './outline.js';
import { applySplices, indentUnitOf } from './splice.js';

/** A name to import; `from` is a package, or a path from the project's root that begins with `src/` or `./`, without suffix. */
export interface ImportRequest {
  readonly name: string;
  readonly from: string;
  readonly typeOnly: boolean;
  /** How the file is named in imports, where that is by an alias. */
  readonly alias?: Alias;
}

/**
 * Inserts an import in the style of the file's others; null when there is no line for it. `ours` are the requests
 * whose imports we put there before, `suffix` what relative imports end in where the file has none.
 */
export function putImport(
  outline: Outline,
  request: ImportRequest,
  ours: readonly ImportRequest[],
  suffix: string,
): string | null {
  const { text, importLines } = outline;
  const isOurs = (line: ImportLine): boolean =>
    line.onlyNames &&
    line.names.every(({ name }) => ours.some((other) => other.name === name && isFrom(outline, line, other)));
  const ourLine = (from: string): ImportLine | undefined =>
    importLines.find((line) => isOurs(line) && isFrom(outline, line, { ...request, from }));

  const existing = ourLine(request.from);
  if (existing !== undefined) return addName(text, existing, request);
  const modules = [...new Set(ours.map(({ from }) => from))]
    .filter((from) => ourLine(from) !== undefined)
    .sort();
  const lower = modules
    .filter((from) => from < request.from)
    .map(ourLine)
    .at(-1);
  const higher = modules.filter((from) => from > request.from).map(ourLine)[0];
  const model = importLines.findLast((line) => !isOurs(line));
  const place =
    lower !== undefined
      ? placeBehind(text, lower)
      : higher !== undefined
        ? placeBefore(text, higher)
        : (sortedPlace(outline, request, suffix) ?? topPlace(outline));
  if (place === null) return null;
  const semicolons = model === undefined ? usesSemicolons(outline) : text[model.end - 1] === ';';
  return putStatement(text, place, printImport(outline, request, model, suffix), semicolons);
}

/** Among the last imports that stand together and are by the same alias, or relative, where those are sorted; else null. */
function sortedPlace(outline: Outline, request: ImportRequest, suffix: string): LinePlace | null {
  const { text, importLines } = outline;
  const specifier = specifierFor(outline, request, suffix);
  const start = specifier.startsWith('.') ? '.' : request.alias?.prefix;
  if (start === undefined || start === '' || !specifier.startsWith(start)) return null;
  const isKin = ({ from }: ImportLine): boolean => from.startsWith(start);
  const end = importLines.findLastIndex(isKin) + 1;
  const kin = importLines.slice(
    importLines.findLastIndex((line, index) => index < end && !isKin(line)) + 1,
    end,
  );
  const sorted = kin.every((line, index) => index === 0 || order(kin[index - 1]?.from, line.from) <= 0);
  const last = kin.at(-1);
  if (kin.length < 2 || last === undefined || !sorted) return null;
  const next = kin.find(({ from }) => order(from, specifier) > 0);
  return next === undefined ? placeBehind(text, last) : placeBefore(text, next);
}

/** The order of the usual sorters: from the farthest folder to the nearest, then by letters without case. */
function order(one = '', other = ''): number {
  const far = (specifier: string): number => specifier.split('../').length;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return far(other) - far(one) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Behind the last import; in a file without any behind its directives, or at its top. */
function topPlace({ text, module }: Outline): LinePlace | null {
  const isDirective = (statement: Statement): boolean =>
    statement.kind === 'expression' && statement.expressions[0]?.kind === 'string';
  const last =
    module.statements.findLast(({ kind }) => kind === 'import') ?? module.statements.findLast(isDirective);
  if (last !== undefined) return placeBehind(text, last);
  const first = module.statements[0];
  return first === undefined ? null : placeBefore(text, first);
}

function printImport(
  outline: Outline,
  request: ImportRequest,
  model: ImportLine | undefined,
  suffix: string,
): string {
  const quote = model?.quote ?? quoteOf(outline.text);
  const named = outline.importLines.findLast((line) => line.names.length > 0);
  const tight = named !== undefined && /\{\S/.test(outline.text.slice(named.start, named.end));
  const gap = tight ? '' : ' ';
  const specifier = specifierFor(outline, request, suffix);
  return `import {${gap}${printName(request)}${gap}} from ${quote}${specifier}${quote}`;
}

/** The quotes that a text asks for modules with, where it does so by `require`. */
const quoteOf = (text: string): string => (/\brequire\(\s*(['"])/.exec(text)?.[1] === '"' ? '"' : "'");

const printName = (request: ImportRequest): string =>
  request.typeOnly ? `type ${request.name}` : request.name;

/** Adds a name to an import of ours, sorted. */
function addName(text: string, line: ImportLine, request: ImportRequest): string {
  const next = line.names.find(({ name }) => name > request.name);
  const last = line.names.at(-1);
  const multiline = last !== undefined && /\n/.test(text.slice(line.start, line.end));
  const gap = multiline ? `\n${indentUnitOf(text)}` : ' ';
  const offset = next?.start ?? last?.end ?? line.end;
  const added = next === undefined ? `,${gap}${printName(request)}` : `${printName(request)},${gap}`;
  return applySplices(text, [{ start: offset, end: offset, text: added }]);
}

/** The inverse of `putImport`: takes the name out, and the import with its last name. */
export function cutImport(outline: Outline, request: ImportRequest): string {
  const { text } = outline;
  const line = outline.importLines.find((other) => importsName(outline, other, request));
  const index = line?.names.findIndex(({ name }) => name === request.name) ?? -1;
  const item = line?.names[index];
  if (line === undefined || item === undefined) return text;
  if (line.names.length === 1 && line.onlyNames) return cutStatement(text, line);
  const previous = line.names[index - 1];
  const next = line.names[index + 1];
  const [start, end] =
    next === undefined ? [previous?.end ?? item.start, item.end] : [item.start, next.start];
  return applySplices(text, [{ start, end, text: '' }]);
}

/** Whether a file imports a name already, under that very name. */
export function hasImport(outline: Outline, request: ImportRequest): boolean {
  return outline.importLines.some((line) => importsName(outline, line, request));
}

/** The import of a module for its effect alone; undefined where there is none. */
export const importLineOf = (outline: Outline, meant: Meant): ImportLine | undefined =>
  outline.importLines.find((line) => line.names.length === 0 && isFrom(outline, line, meant));

const importsName = (outline: Outline, line: ImportLine, request: ImportRequest): boolean =>
  isFrom(outline, line, request) &&
  line.names.some(({ name, local }) => name === request.name && local === request.name);

/** By the alias or without: somebody may have written the one for the other. */
const isFrom = (outline: Outline, line: ImportLine, { from, alias }: Meant): boolean =>
  [specifierIn(outline.file, { from }, ''), aliased(from, alias)].some(
    (specifier) => specifier !== null && bare(line.from) === bare(specifier),
  );

/** `./platform/index.js`, `./platform/index` and `./platform` mean the same file. */
const bare = (specifier: string): string => specifier.replace(/\.[cm]?[jt]s$/, '').replace(/\/index$/, '');

type Meant = Pick<ImportRequest, 'from' | 'alias'>;

/** A path from the project's root by its alias; null where it has none. */
export function aliased(from: string, alias: Alias | undefined): string | null {
  if (alias === undefined) return null;
  const inside = posix.relative(alias.folder, posix.normalize(from));
  if (inside.startsWith('..')) return null;
  return alias.prefix + (alias.suffix === '' ? inside.replace(/\/index$/, '') : inside + alias.suffix);
}

/** How a file without other relative imports would write one: by its alias, or with the suffix that is given. */
export function specifierIn(file: string, { from, alias }: Meant, suffix: string): string {
  if (!/^(src|\.)\//.test(from)) return from;
  const short = aliased(from, alias);
  if (short !== null) return short;
  const relative = posix.relative(posix.dirname(file), posix.normalize(from));
  const path = relative.startsWith('.') ? relative : `./${relative}`;
  // A folder stands for its index where endings are left out.
  return suffix === '' ? path.replace(/(?<=[^.])\/index$/, '') : path + suffix;
}

/**
 * How a file would write an import: by its alias, or relative, with the suffix that its other relative imports have.
 * Where those have none, the suffix that is given is right too: our own files import each other with it.
 */
function specifierFor(outline: Outline, { from, alias }: Meant, suffix: string): string {
  const short = aliased(from, alias);
  if (short !== null) return short;
  const path = specifierIn(outline.file, { from }, '');
  if (path === from) return from;
  const models = outline.importLines.filter(
    (line) => line.from.startsWith('.') && bare(line.from) !== bare(path),
  );
  const model = models.at(-1)?.from;
  return specifierIn(outline.file, { from }, /\.[cm]?[jt]s$/.exec(model ?? '')?.[0] ?? suffix);
}
