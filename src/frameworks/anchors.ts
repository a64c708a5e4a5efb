import { type LinePlace, placeBefore, placeBehind } from '../edit/calls.js';
import {
  awaited,
  type Block,
  callsOf,
  type Expression,
  functionOf,
  type Outline,
  type Statement,
  scopeOf,
  statementsIn,
} from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import type { SeamAnchor } from '../facts/fact.js';
import { type Dialect, nameOf, type Role, roleOf } from './dialect.js';

/** A place in a user's code: where a line goes, what it is, and what may stand there. */
export interface Anchor {
  readonly anchor: SeamAnchor;
  readonly file: string;
  /** The start of the line before which ours goes, or the end of a text whose last line has no ending. */
  readonly offset: number;
  readonly indent: string;
  readonly line: number;
  readonly description: string;
  /** What the app is called there. */
  readonly app: string;
  /** The function that the app lives in; null for the module itself. */
  readonly scope: string | null;
  /** Whether it may await: the function around it is async; a module is taken for one until its kind is known. */
  readonly async: boolean;
  readonly inFunction: boolean;
  /** What relative imports end in there, where the file has none to go by. */
  readonly suffix: string;
  /** The statement it hangs on, and the side of it. */
  readonly side: 'behind' | 'before';
  readonly statement: Pick<Statement, 'start' | 'end'>;
}

export type AnchorFound =
  | { readonly status: 'found'; readonly anchor: Anchor }
  | { readonly status: 'none'; readonly why: string };

/** Where an app lives in a file: the block whose statements speak of it by that name. */
export interface AppPlace {
  readonly outline: Outline;
  readonly block: Block;
  readonly app: string;
}

/** What the function around a block is called: null for the module, `(anonymous)` for one without a name. */
export function scopeName(block: Block): string | null {
  const around = functionOf(block);
  return around.kind === 'module' ? null : (around.name ?? '(anonymous)');
}

/** The blocks of a file in which a name is declared or imported. */
export function blocksOf(outline: Outline, app: string): readonly Block[] {
  const declaring = [...statementsIn(outline.module)]
    .filter(({ declares, kind }) => kind !== 'import' && declares.some(({ name }) => name === app))
    .map(({ block }) => block);
  const imported = outline.imports.some(({ local }) => local === app);
  return [...new Set(imported ? [outline.module, ...declaring] : declaring)];
}

const none = (why: string): AnchorFound => ({ status: 'none', why });

/** Finds one anchor of an app. `ours` are the statements that we put there, which don't count. */
export function findAnchor(
  anchor: SeamAnchor,
  place: AppPlace,
  dialect: Dialect,
  ours: ReadonlySet<Statement>,
): AnchorFound {
  const finders = { install: findInstall, finish: findFinish, start: findStart, stop: findStop };
  return finders[anchor](place, dialect, ours);
}

type Finder = (place: AppPlace, dialect: Dialect, ours: ReadonlySet<Statement>) => AnchorFound;

interface Used {
  readonly statement: Statement;
  readonly role: Role;
}

/** The statements of the app's own block that make or touch it, in order. */
function usesOf(
  { outline, block, app }: AppPlace,
  dialect: Dialect,
  ours: ReadonlySet<Statement>,
): readonly Used[] {
  return block.statements.flatMap((statement): Used[] => {
    if (ours.has(statement) || statement.kind === 'return' || statement.kind === 'function') return [];
    const born = statement.declares.some(({ name }) => name === app);
    const role = roleOf(statement, app, dialect, outline);
    return role !== null || born ? [{ statement, role: role ?? 'other' }] : [];
  });
}

/** After the last body parser; without one, after what prepares the app before its first route. */
const findInstall: Finder = (place, dialect, ours) => {
  const uses = usesOf(place, dialect, ours);
  const parser = uses.findLast(({ role }) => role === 'parser');
  if (parser !== undefined)
    return at('install', place, parser.statement, 'behind', 'after the last body parser');
  const index = uses.findIndex(({ role }) => role === 'route' || role === 'errors' || role === 'listen');
  const first = uses[index];
  const prepared = index === -1 ? uses.at(-1) : uses[index - 1];
  if (prepared !== undefined)
    return at('install', place, prepared.statement, 'behind', 'before the first route');
  if (first !== undefined) return at('install', place, first.statement, 'before', 'before the first route');
  return none(`nothing is called on ${place.app} in ${place.outline.file}`);
};

/** After the last route; without one, before an error handler or `listen`. */
const findFinish: Finder = (place, dialect, ours) => {
  const uses = usesOf(place, dialect, ours);
  const route = uses.findLast(({ role }) => role === 'route');
  if (route !== undefined) return at('finish', place, route.statement, 'behind', 'after the last route');
  const [inner, other] = innerRoutes(place, dialect, ours);
  if (other !== undefined)
    return none(`several functions of ${place.outline.file} add routes to ${place.app}`);
  if (inner !== undefined) return at('finish', place, inner, 'behind', 'after the last route');
  const late = uses.find(({ role }) => role === 'errors' || role === 'listen');
  if (late !== undefined) return at('finish', place, late.statement, 'before', 'before the error handlers');
  return none(`no route is added to ${place.app} in ${place.outline.file}`);
};

/** The last route of each function in the app's scope that adds routes to it: `init()`, `start()` and the like. */
function innerRoutes(place: AppPlace, dialect: Dialect, ours: ReadonlySet<Statement>): readonly Statement[] {
  const functions = [...statementsIn(place.block)]
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind === 'function' && scopeOf(place.app, block) === place.block);
  return functions.flatMap((block) => {
    const last = usesOf({ ...place, block }, dialect, ours).findLast(({ role }) => role === 'route');
    return last === undefined ? [] : [last.statement];
  });
}

/** Before the call of `listen`, wherever in the file it stands. */
const findStart: Finder = (place, _dialect, ours) => {
  const { outline, block, app } = place;
  const servers = [app, ...serversOf(block, app)];
  const listens = [...statementsIn(block)].filter(
    (statement) => !ours.has(statement) && callsOf(statement).some((call) => listensOn(call, servers)),
  );
  const [first, second] = listens;
  if (first === undefined) return none(`${app}.listen() is not called in ${outline.file}`);
  if (second !== undefined) return none(`listen is called ${listens.length} times in ${outline.file}`);
  return at('start', place, first, 'before', 'before the server listens');
};

function listensOn(call: Expression, servers: readonly string[]): boolean {
  if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.name !== 'listen') return false;
  const { object } = call.callee;
  if (object.kind === 'name') return servers.includes(object.name);
  return (
    object.kind === 'call' && object.args.some((arg) => arg.kind === 'name' && servers.includes(arg.name))
  );
}

/** Servers of Node that carry the app: `const server = http.createServer(app)`. */
function serversOf(block: Block, app: string): readonly string[] {
  return [...statementsIn(block)].flatMap(({ declares }) =>
    declares.flatMap(({ name, value }) => {
      const call = awaited(value);
      if (call?.kind !== 'call' || !/^create(Secure)?Server$/.test(nameOf(call.callee))) return [];
      return call.args.some((arg) => arg.kind === 'name' && arg.name === app) ? [name] : [];
    }),
  );
}

/** In an existing handler of SIGTERM: before the process exits, else at its end. */
const findStop: Finder = (place, _dialect, ours) => {
  const { outline } = place;
  const handlers = new Set(
    [...statementsIn(outline.module)].flatMap((statement) =>
      callsOf(statement).flatMap((call) => signalHandler(call, statement, outline) ?? []),
    ),
  );
  const [handler] = handlers;
  if (handler === undefined) return none(`${outline.file} handles neither SIGTERM nor SIGINT`);
  const exit = [...statementsIn(handler)].find(
    (statement) => !ours.has(statement) && callsOf(statement).some((call) => exits(call)),
  );
  if (exit !== undefined) return at('stop', place, exit, 'before', 'before the process exits');
  const last = handler.statements.findLast((statement) => !ours.has(statement));
  if (last === undefined) return none(`the signal handler in ${outline.file} is empty`);
  return at('stop', place, last, 'behind', 'at the end of the signal handler');
};

const exits = (call: Expression): boolean =>
  call.kind === 'call' &&
  call.callee.kind === 'member' &&
  call.callee.name === 'exit' &&
  nameOf(call.callee.object) === 'process';

/** The body of the function that `process.on('SIGTERM', ...)` is given. */
function signalHandler(call: Expression, statement: Statement, outline: Outline): Block | null {
  if (call.kind !== 'call' || call.callee.kind !== 'member' || nameOf(call.callee.object) !== 'process')
    return null;
  if (!['on', 'once'].includes(call.callee.name)) return null;
  const [signal, handler] = call.args;
  const named = signal?.kind === 'string' && /^SIG(TERM|INT)$/.test(signal.value);
  const looped = signal?.kind === 'name' && /SIGTERM/.test(outline.text);
  if ((!named && !looped) || handler === undefined) return null;
  if (handler.kind === 'function') return handler.body;
  if (handler.kind !== 'name') return null;
  const bodies = [...statementsIn(outline.module)].flatMap(({ blocks }) => blocks);
  return (
    bodies.find(
      (body) => body.kind === 'function' && body.name === handler.name && body !== statement.block,
    ) ?? null
  );
}

function at(
  anchor: SeamAnchor,
  { outline, app, block }: AppPlace,
  statement: Statement,
  side: Anchor['side'],
  description: string,
): AnchorFound {
  const line = lineNumber(outline.text, statement.start);
  const place: LinePlace | null =
    side === 'behind' ? placeBehind(outline.text, statement) : placeBefore(outline.text, statement);
  if (place === null) return none(`${outline.file}:${line} has several statements on one line`);
  const around = functionOf(statement.block);
  const inFunction = around.kind !== 'module';
  const async = !inFunction || around.async;
  return {
    status: 'found',
    anchor: {
      anchor,
      file: outline.file,
      ...place,
      line,
      description,
      app,
      scope: scopeName(block),
      async,
      inFunction,
      suffix: '.js',
      side,
      statement,
    },
  };
}
