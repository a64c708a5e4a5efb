import { jsonValue } from '../edit/json.js';
import {
  awaited,
  type Block,
  type Call,
  callsOf,
  type Outline,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import { lineEnd, lineNumber, lineStart } from '../edit/splice.js';
import type { SeamAnchor } from '../facts/fact.js';
import { type AnchorFound, type AppPlace, findAnchor } from './anchors.js';
import { chainCalls, type Dialect } from './dialect.js';
import { findEntries, type SourceReader } from './entry.js';
import { express } from './express.js';
import { fastify } from './fastify.js';
import { type Exported, type Program, readProgram } from './program.js';

export const dialects: readonly Dialect[] = [express, fastify];

/** The adapter of a framework. Throws for a framework that there is none for. */
export function dialectOf(id: string): Dialect {
  const dialect = dialects.find((other) => other.id === id);
  if (dialect === undefined) throw new Error(`There is no adapter for ${id}.`);
  return dialect;
}

/** A place that a person can choose. */
export interface Choice {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** An app with the anchors that the seam needs; `install` and `finish` stand where its routes are. */
export interface Seam extends Choice {
  readonly framework: string;
  readonly anchors: Readonly<Record<SeamAnchor, AnchorFound>>;
}

export type SeamSearch =
  | { readonly status: 'found'; readonly seam: Seam }
  | { readonly status: 'several'; readonly places: readonly Choice[] }
  | { readonly status: 'none'; readonly why: string };

/** The frameworks that a package.json depends on. */
export function recognise(reader: SourceReader): readonly Dialect[] {
  const text = reader.read('package.json');
  if (text === null) return [];
  const has = (section: string, name: string): boolean => jsonValue(text, [section, name]) !== undefined;
  return dialects.filter(
    ({ packageName }) => has('dependencies', packageName) || has('devDependencies', packageName),
  );
}

/**
 * Finds the app of a project and the anchors around it: found, several to choose from, or none with the reason.
 * `chosen` is a place of an earlier answer, as `file:line`.
 */
export function findSeam(reader: SourceReader, dialect: Dialect, chosen?: string): SeamSearch {
  const entries = findEntries(reader);
  if (entries.length === 0)
    return none('no TypeScript entry was found from package.json (main, bin, scripts)');
  const program = readProgram(reader, entries);
  const births = [...program.files.values()].flatMap((outline) => birthsIn(outline, dialect));
  const wanted = chosen === undefined ? births : births.filter((birth) => labelOf(birth) === chosen);
  const [birth, other] = wanted;
  if (birth === undefined) {
    const from = `${entries.join(', ')} and what it imports`;
    if (births.length > 0) return { status: 'several', places: births.map(choiceOf) };
    return none(`no app of ${dialect.title} is made in ${from}`);
  }
  if (other !== undefined) return { status: 'several', places: wanted.map(choiceOf) };
  if (birth.name === null) return none(`the app of ${labelOf(birth)} is not the value of a variable`);
  const places = placesOf(program, birth.outline, birth.statement.block, birth.name);
  const modules = jsonValue(reader.read('package.json') ?? '{}', ['type']) === 'module';
  const suffix = suffixOf(program, modules);
  const find = (anchor: SeamAnchor): AnchorFound => known(nearest(anchor, places, dialect), modules, suffix);
  const anchors = {
    install: find('install'),
    finish: find('finish'),
    start: find('start'),
    stop: find('stop'),
  };
  return { status: 'found', seam: { ...choiceOf(birth), framework: dialect.id, anchors } };
}

/** Adds what only the whole project says: an ES module may await at its top level, and imports end in a suffix. */
function known(found: AnchorFound, modules: boolean, suffix: string): AnchorFound {
  if (found.status === 'none') return found;
  const { anchor } = found;
  const esm = anchor.file.endsWith('.mts') || (modules && !anchor.file.endsWith('.cts'));
  return { status: 'found', anchor: { ...anchor, suffix, async: anchor.inFunction ? anchor.async : esm } };
}

/** What most relative imports of a project end in; without any, what its module system asks for. */
function suffixOf(program: Program, modules: boolean): string {
  const relative = [...program.files.values()]
    .flatMap(({ importLines }) => importLines.map(({ from }) => from))
    .filter((from) => from.startsWith('.'));
  const suffixed = relative.filter((from) => from.endsWith('.js')).length;
  return suffixed * 2 > relative.length || (relative.length === 0 && modules) ? '.js' : '';
}

const none = (why: string): SeamSearch => ({ status: 'none', why });

/** A call that makes an app, with the variable that gets it. */
interface Birth {
  readonly outline: Outline;
  readonly statement: Statement;
  readonly call: Call;
  readonly name: string | null;
}

const labelOf = ({ outline, statement }: Birth): string =>
  `${outline.file}:${lineNumber(outline.text, statement.start)}`;

function choiceOf({ outline, statement }: Birth): Choice {
  const { text, file } = outline;
  const code = text.slice(lineStart(text, statement.start), lineEnd(text, statement.start)).trim();
  return { file, line: lineNumber(text, statement.start), code };
}

function birthsIn(outline: Outline, dialect: Dialect): readonly Birth[] {
  const bindings = outline.imports.filter(({ from, typeOnly }) => from === dialect.packageName && !typeOnly);
  if (bindings.length === 0) return [];
  return [...statementsIn(outline.module)].flatMap((statement) =>
    callsOf(statement)
      .filter((call) => dialect.creates(call, bindings))
      .map((call): Birth => {
        const declared = statement.declares.find(({ value }) => chainCalls(value).includes(call));
        return { outline, statement, call, name: declared?.name ?? null };
      }),
  );
}

/**
 * Everywhere that the app has a name: where it is made, where its module is imported, and where the result of
 * the function that makes it is kept.
 */
function placesOf(program: Program, outline: Outline, block: Block, app: string): readonly AppPlace[] {
  const places: AppPlace[] = [{ outline, block, app }];
  const exported = block.kind === 'module' ? app : returnedBy(block, app);
  if (exported === null) return places;
  for (const file of program.files.values()) {
    for (const local of namesIn(program, file, { outline, local: exported })) {
      if (block.kind === 'module') {
        if (file !== outline) places.push({ outline: file, block: file.module, app: local });
        continue;
      }
      for (const statement of statementsIn(file.module)) {
        for (const { name, value } of statement.declares) {
          const call = awaited(value);
          if (call?.kind !== 'call' || call.callee.kind !== 'name' || call.callee.name !== local) continue;
          places.push({ outline: file, block: statement.block, app: name });
        }
      }
    }
  }
  return places;
}

/** The function around a block when the app is what it returns. */
function returnedBy(block: Block, app: string): string | null {
  if (block.kind !== 'function') return null;
  const returned = block.statements.flatMap(({ kind, expressions }) =>
    kind === 'return' ? expressions : [],
  );
  return returned.some((value) => value.kind === 'name' && value.name === app) ? block.name : null;
}

/** What a name of one file is called in another, or in the file itself. */
function namesIn(program: Program, file: Outline, target: Exported): readonly string[] {
  if (file === target.outline) return [target.local];
  return file.imports.flatMap((binding) => {
    const found = program.resolve(file, binding);
    return found?.outline === target.outline && found.local === target.local ? [binding.local] : [];
  });
}

/** The anchor in the first place that has it; `install` and `finish` prefer the place with the routes. */
function nearest(anchor: SeamAnchor, places: readonly AppPlace[], dialect: Dialect): AnchorFound {
  const found = places.map((place) => findAnchor(anchor, place, dialect, new Set()));
  return (
    found.find((result) => result.status === 'found' && /route|parser/.test(result.anchor.description)) ??
    found.find((result) => result.status === 'found') ??
    found[0] ?? { status: 'none', why: 'the app has no name' }
  );
}
