import { callsOf, type Outline, type Statement, statementsIn } from '../edit/outline.js';
import type { SeamAnchor } from '../facts/fact.js';
import { aliasIn } from './alias.js';
import { type AnchorFound, anchorAt, findFinish, findInstall, type Hooked } from './anchors.js';
import type { AppPlace, Search } from './app-place.js';
import { type Birth, birthsOf, type Choice, pluginsOf } from './births.js';
import { type Candidate, candidatesFrom, isMounted, isServed } from './candidates.js';
import { has } from './dependencies.js';
import { type Dialect, nameOf } from './dialect.js';
import { dialects } from './dialects.js';
import { findEntries } from './entry.js';
import { readLanguage } from './language.js';
import { sourceRootOf } from './layout.js';
import { findStart } from './listens.js';
import { type Program, readProgram } from './program.js';
import { type Use, usesOf } from './roles.js';
import { findStop, signalsOf } from './signals.js';
import { type HostReader, type SourceReader, Sources } from './sources.js';
import { birthsOfSubclasses } from './subclasses.js';

export type { Choice } from './births.js';
export { dialectOf, dialects } from './dialects.js';

/** An app with the anchors that the seam needs; `install` and `finish` stand where its routes are. */
export interface Seam extends Choice {
  readonly framework: string;
  readonly anchors: Readonly<Record<SeamAnchor, AnchorFound>>;
  /** Where the project handles the signals that end it; null where nothing does. */
  readonly signals: { readonly file: string; readonly line: number } | null;
}

export type SeamSearch =
  | { readonly status: 'found'; readonly seam: Seam; readonly places: readonly AppPlace[] }
  | { readonly status: 'several'; readonly places: readonly Choice[] }
  | { readonly status: 'none'; readonly why: string };

/** The frameworks that a package.json depends on. */
export function recognise(reader: SourceReader & Partial<HostReader>): readonly Dialect[] {
  const sources = Sources.of(reader);
  return dialects.filter(({ packageName, morePackages = [] }) =>
    [packageName, ...morePackages].some((name) => has(sources, name)),
  );
}

/**
 * Finds the app of a project and the anchors around it: found, several to choose from, or none with the reason.
 * `chosen` is a file, or a place of an earlier answer as `file:line`.
 */
export function findSeam(
  reader: SourceReader & Partial<HostReader>,
  dialect: Dialect,
  chosen?: string,
): SeamSearch {
  const sources = Sources.of(reader);
  const entries = findEntries(sources);
  if (entries.length === 0)
    return { status: 'none', why: 'no TypeScript entry was found from package.json (main, bin, scripts)' };
  const file = chosen?.replace(/:\d+$/, '');
  const starts = file !== undefined && sources.exists(file) ? [file, ...entries] : entries;
  return seamIn(readProgram(sources, starts), entries, dialect, chosen);
}

/** The same in a program that is read already. */
export function seamIn(
  program: Program,
  entries: readonly string[],
  dialect: Dialect,
  chosen?: string,
): SeamSearch {
  const births = [
    ...birthsOf(program, dialect),
    ...birthsOfSubclasses(program, dialect),
    ...(dialect.id === 'fastify' ? served(program, entries) : []),
  ];
  const all = births.flatMap((birth) => candidatesFrom(program, birth));
  const from = `${entries.join(', ')} and what it imports`;
  if (all.length === 0) return { status: 'none', why: `no app of ${dialect.title} is made in ${from}` };
  const search: Search = { dialect, ours: oursIn(all), program };
  const wanted =
    chosen === undefined ? likeliest(all, search, entries) : all.filter((one) => isChosen(one, chosen));
  const [candidate, other] = wanted;
  if (candidate === undefined) return { status: 'several', places: all.map(choice) };
  if (other !== undefined) return { status: 'several', places: wanted.map(choice) };
  if (candidate.places.length === 0) {
    const { file, line } = candidate;
    return { status: 'none', why: `the app of ${file}:${line} is not the value of a variable` };
  }
  return { status: 'found', seam: seamOf(program, candidate, search), places: candidate.places };
}

const choice = ({ file, line, code }: Choice): Choice => ({ file, line, code });
const isChosen = ({ file, line, places }: Candidate, chosen: string): boolean =>
  chosen === file || chosen === `${file}:${line}` || places.some(({ outline }) => outline.file === chosen);

/** The app that is served; without a sign of that, those that aren't part of another one. */
function likeliest(
  all: readonly Candidate[],
  search: Search,
  entries: readonly string[],
): readonly Candidate[] {
  if (all.length < 2) return all;
  const named = all.filter(({ places }) => places.length > 0);
  const roots = named.filter(
    (one) =>
      !isMounted(
        one,
        named.filter((other) => other !== one),
      ),
  );
  const served = roots.filter((one) => isServed(one, search, entries));
  return [served, roots, named, all].find((some) => some.length > 0) ?? all;
}

/** What `fastify start` of fastify-cli serves. */
function served(program: Program, entries: readonly string[]): readonly Birth[] {
  const started = program.sources.scripts.some((command) => /\bfastify start\b/.test(command));
  return started ? pluginsOf(program, entries) : [];
}

/** Our own calls in the files of an app, by what they import. */
function oursIn(candidates: readonly Candidate[]): ReadonlySet<Statement> {
  const outlines = new Set(candidates.flatMap(({ places }) => places.map(({ outline }) => outline)));
  return new Set([...outlines].flatMap(ourStatements));
}

function ourStatements(outline: Outline): readonly Statement[] {
  const names = outline.imports
    .filter(({ imported }) => /^(install|finish|start|stop)Platform$/.test(imported))
    .map(({ local }) => local);
  if (names.length === 0) return [];
  return [...statementsIn(outline.module)].filter(
    (statement) =>
      statement.kind === 'expression' &&
      callsOf(statement).some(({ callee }) => names.includes(nameOf(callee))),
  );
}

function seamOf(program: Program, candidate: Candidate, search: Search): Seam {
  const { places } = candidate;
  const modules = readLanguage(program.sources, candidate.file, program.specifiers);
  const find = (anchor: SeamAnchor, hooked: Hooked): AnchorFound => {
    const found = anchorAt(anchor, hooked);
    if (found.status === 'none') return found;
    const esm = modules.modules === 'esm';
    const { file, inFunction, async } = found.anchor;
    return {
      status: 'found',
      anchor: {
        ...found.anchor,
        suffix: modules.suffix,
        alias: aliasIn(program, file, sourceRootOf(file, program.sources.config.rootDir)),
        async: inFunction ? async : esm,
      },
    };
  };
  return {
    ...choice(candidate),
    framework: search.dialect.id,
    signals: signalsOf(program),
    anchors: {
      install: find('install', installIn(places, search)),
      finish: find('finish', finishIn(places, search)),
      start: find(
        'start',
        firstOf(places, (place) => findStart(place, search)),
      ),
      stop: find('stop', stopIn(program, places, search)),
    },
  };
}

const firstOf = (places: readonly AppPlace[], hook: (place: AppPlace) => Hooked): Hooked => {
  const found = places.map(hook);
  return found.find((one) => 'statement' in one) ?? found[0] ?? { why: 'the app has no name' };
};

const does = (
  uses: readonly Use[],
  ...roles: readonly ('parser' | 'route' | 'errors' | 'listen')[]
): boolean => uses.some((use) => roles.some((role) => use.roles.has(role)));

/** In the place with the last body parser; without one where the app is made, or where its first route is added. */
function installIn(places: readonly AppPlace[], search: Search): Hooked {
  const used = places.map((place) => ({ place, uses: usesOf(place, search) }));
  const birth = used.find(({ uses }) => uses.length > 0)?.place;
  const parser = used.findLast(({ uses }) => does(uses, 'parser'))?.place;
  const routed = used.find(({ uses }) => does(uses, 'route'))?.place;
  const order = search.dialect.installsAtBirth ? [birth] : [parser, routed, birth];
  return firstOf(
    order.flatMap((place) => place ?? []),
    (place) => findInstall(place, search),
  );
}

function finishIn(places: readonly AppPlace[], search: Search): Hooked {
  const used = places.map((place) => ({ place, uses: usesOf(place, search) }));
  const routed = used.findLast(({ uses }) => does(uses, 'route'))?.place;
  const ending = used.find(({ uses }) => does(uses, 'errors', 'listen'))?.place;
  return firstOf(
    [routed, ending, places[0]].flatMap((place) => place ?? []),
    (place) => findFinish(place, search),
  );
}

/** In a file of the app's, else in any other that handles the signals. */
function stopIn(program: Program, places: readonly AppPlace[], search: Search): Hooked {
  const [first] = places;
  const others = program
    .mentioning('SIGTERM')
    .map((outline) => ({ outline, block: outline.module, app: first?.app ?? 'app' }));
  return firstOf([...places, ...others], (place) => findStop(place, search));
}
