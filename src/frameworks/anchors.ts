import { type LinePlace, placeBefore, placeBehind, wordsOf } from '../edit/calls.js';
import { functionOf, ownerOf, type Statement, statementsIn } from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import type { Near, SeamAnchor } from '../facts/fact.js';
import type { Alias } from '../project/host.js';
import { type AppPlace, bears, type Search, scopeName } from './app-place.js';
import type { Role } from './dialect.js';
import { findStart } from './listens.js';
import { type Use, usesOf } from './roles.js';
import { findStop } from './signals.js';

/** A place in a user's code: where a line goes, what it is, and what may stand there. */
export interface Anchor {
  readonly anchor: SeamAnchor;
  readonly file: string;
  /** The start of the line before which ours goes, or the end of a text whose last line has no ending. */
  readonly offset: number;
  readonly indent: string;
  readonly line: number;
  readonly description: string;
  /** What the app is called there: a name, or a path such as `this.app`. */
  readonly app: string;
  /** The function that the app lives in, `Class.method` for a method; null for the module itself. */
  readonly scope: string | null;
  /** Whether it may await: the function around it is async; a module is taken for one until its kind is known. */
  readonly async: boolean;
  readonly inFunction: boolean;
  /** What relative imports end in there, where the file has none to go by. */
  readonly suffix: string;
  /** How other files are imported there, where that is by an alias. */
  readonly alias: Alias | null;
  /** The statement it hangs on, and the side of it. */
  readonly side: 'behind' | 'before';
  readonly statement: Pick<Statement, 'start' | 'end'>;
  /** The same in words that stay true when the text around it changes. */
  readonly near: Near;
}

export type AnchorFound =
  | { readonly status: 'found'; readonly anchor: Anchor }
  | { readonly status: 'none'; readonly why: string };

/** A statement that an anchor hangs on, before it is known whether a line can be put there. */
export interface Hook {
  readonly place: AppPlace;
  readonly statement: Statement;
  readonly side: Anchor['side'];
  readonly description: string;
}

export type Hooked = Hook | { readonly why: string };

/** Finds one anchor of an app in one place of it, as far as that place and its file tell. */
export function findAnchor(anchor: SeamAnchor, place: AppPlace, search: Search): AnchorFound {
  const finders = { install: findInstall, finish: findFinish, start: findStart, stop: findStop };
  return anchorAt(anchor, finders[anchor](place, search));
}

const hasRoute = ({ roles }: Use): boolean => late.some((role) => roles.has(role));
const late: readonly Role[] = ['route', 'errors', 'listen'];

/** After the last body parser; without one, after what prepares the app before its first route. */
export function findInstall(place: AppPlace, search: Search, depth = 0): Hooked {
  const uses = usesOf(place, search);
  const hook = (use: Use, side: Anchor['side'], description: string): Hook => ({
    place,
    statement: use.statement,
    side,
    description,
  });
  if (search.dialect.installsAtBirth) {
    const birth = uses.find(({ statement }) => bears(statement, place.app)) ?? uses[0];
    if (birth !== undefined) return hook(birth, 'behind', 'after the app is made');
  }
  const first = uses.findIndex(hasRoute);
  const parser = uses.findLast(
    ({ roles }, index) => roles.has('parser') && (first === -1 || index <= lastRoute(uses)),
  );
  if (parser !== undefined && !hasRoute(parser)) return hook(parser, 'behind', 'after the last body parser');
  const prepared = first === -1 ? uses.at(-1) : uses[first - 1];
  if (parser !== undefined || prepared === undefined) {
    const inner = inside(parser ?? uses[first], search, depth);
    if (inner !== null) return inner;
  }
  if (prepared !== undefined) return hook(prepared, 'behind', 'before the first route');
  if (first !== -1 && uses[first] !== undefined && bears(uses[first].statement, place.app)) {
    return hook(uses[first], 'behind', 'after the statement that makes the app and adds its routes');
  }
  const route = uses[first];
  if (route !== undefined) return hook(route, 'before', 'before the first route');
  return { why: `nothing is called on ${place.app} in ${place.outline.file}` };
}

/** How many functions that get the app are followed into each other; one that gets it from itself has no end. */
const deepest = 8;

const lastRoute = (uses: readonly Use[]): number => uses.findLastIndex(hasRoute);

/** The anchor inside of a function that does several things to the app, parsers and routes among them. */
function inside(use: Use | undefined, search: Search, depth: number): Hook | null {
  if (use === undefined || search.program === null || depth > deepest || !hasRoute(use)) return null;
  const early = use.roles.has('parser') ? ['parser'] : ['middleware', 'other'];
  if (!early.some((role) => [...use.roles].some((other) => other === role))) return null;
  for (const callee of use.callees) {
    const roles = usesOf(callee, search).flatMap((inner) => [...inner.roles]);
    if (use.roles.has('parser') && !roles.includes('parser')) continue;
    const found = findInstall(callee, search, depth + 1);
    if ('statement' in found) return found;
  }
  return null;
}

/** After the last route; without one, before an error handler or `listen`. */
export function findFinish(place: AppPlace, search: Search, depth = 0): Hooked {
  const uses = usesOf(place, search);
  const route = uses.findLast(({ roles }) => roles.has('route'));
  if (route !== undefined) {
    const mixed = route.roles.has('errors') || route.roles.has('listen');
    if (!mixed)
      return { place, statement: route.statement, side: 'behind', description: 'after the last route' };
    const callees = depth > deepest ? [] : route.callees;
    const inner = callees
      .filter((callee) => usesOf(callee, search).some(({ roles }) => roles.has('route')))
      .map((callee) => findFinish(callee, search, depth + 1))
      .findLast((found) => 'statement' in found);
    if (inner !== undefined) return inner;
    const line = lineNumber(place.outline.text, route.statement.start);
    return { why: `routes and error handlers are added in one statement at ${place.outline.file}:${line}` };
  }
  const end = uses.find(({ roles }) => roles.has('errors') || roles.has('listen'));
  if (end !== undefined)
    return { place, statement: end.statement, side: 'before', description: 'before the error handlers' };
  return { why: `no route is added to ${place.app} in ${place.outline.file}` };
}

/** The anchor where the statement stands that was remembered; null when it isn't there exactly once. */
export function findNear(anchor: SeamAnchor, near: Near, place: AppPlace, search: Search): Anchor | null {
  const said = [...statementsIn(place.block)].filter(
    (statement) => !search.ours.has(statement) && nearOf(place, statement) === near.words,
  );
  const own = said.filter(({ block }) => block === place.block);
  const likely = own.length > 0 ? own : said;
  const statement = near.side === 'behind' ? likely.at(-1) : likely[0];
  if (statement === undefined) return null;
  const found = anchorAt(anchor, { place, statement, side: near.side, description: near.description });
  return found.status === 'found' ? found.anchor : null;
}

/** As much of a statement as tells it from others. */
const longest = 120;
const nearOf = ({ outline }: AppPlace, { start, end }: Statement): string =>
  wordsOf(outline.text.slice(start, Math.min(end, start + 4 * longest))).slice(0, longest);

/** The line of an anchor; none where several statements share one, or where a line would change what code means. */
export function anchorAt(anchor: SeamAnchor, hooked: Hooked): AnchorFound {
  if ('why' in hooked) return { status: 'none', why: hooked.why };
  const { place, side, description } = hooked;
  const { outline, app, block } = place;
  const statement = openly(hooked.statement);
  const line = lineNumber(outline.text, hooked.statement.start);
  if (statement === null)
    return { status: 'none', why: `${outline.file}:${line} stands where no statement can be added` };
  const found: LinePlace | null =
    side === 'behind' ? placeBehind(outline.text, statement) : placeBefore(outline.text, statement);
  if (found === null)
    return { status: 'none', why: `${outline.file}:${line} has several statements on one line` };
  const around = functionOf(statement.block);
  const inFunction = around.kind !== 'module';
  return {
    status: 'found',
    anchor: {
      anchor,
      file: outline.file,
      ...found,
      line: lineNumber(outline.text, statement.start),
      description,
      app,
      scope: scopeName(block),
      async: !inFunction || around.async,
      inFunction,
      suffix: '.js',
      alias: null,
      side,
      statement: { start: statement.start, end: statement.end },
      near: { side, words: nearOf(place, statement), description },
    },
  };
}

/** The statement, or the one around it that stands in a list of statements: a body without braces takes no second line. */
function openly(statement: Statement): Statement | null {
  if (statement.block.open) return statement;
  if (statement.block.kind !== 'block') return null;
  const owner = ownerOf(statement.block);
  return owner === null ? null : openly(owner);
}
