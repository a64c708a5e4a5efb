import {
  type Block,
  type Call,
  type Expression,
  expressionsIn,
  pathOf,
  type Statement,
} from '../edit/outline.js';
import { type AppPlace, bears, type Search } from './app-place.js';
import { calleesOf } from './callees.js';
import { nameOf, type Role, stepsOn } from './dialect.js';

/** A statement that touches an app, with all that it does to it, also in the functions that it calls. */
export interface Use {
  readonly statement: Statement;
  readonly roles: ReadonlySet<Role>;
  /** The functions of the project in which it does that. */
  readonly callees: readonly AppPlace[];
}

/** What was found out about a block, by what the app is called there: helpers are called by many. */
const known = new WeakMap<Search, Map<Block, Map<string, readonly Use[]>>>();

/** The statements of a place's own block that make or touch the app, in order. */
export function usesOf(place: AppPlace, search: Search): readonly Use[] {
  const blocks = known.get(search) ?? new Map<Block, Map<string, readonly Use[]>>();
  known.set(search, blocks);
  const byName = blocks.get(place.block) ?? new Map<string, readonly Use[]>();
  blocks.set(place.block, byName);
  const found = byName.get(place.app);
  if (found !== undefined) return found;
  // A function that calls itself adds nothing new.
  byName.set(place.app, []);
  const uses = place.block.statements.flatMap((statement): Use[] => {
    if (search.ours.has(statement) || skipped.includes(statement.kind)) return [];
    const use = useOf(statement, place, search);
    return use.roles.size > 0 || bears(statement, place.app) ? [use] : [];
  });
  byName.set(place.app, uses);
  return uses;
}

const skipped: readonly Statement['kind'][] = ['return', 'function', 'class', 'import', 'export'];

function useOf(statement: Statement, place: AppPlace, search: Search): Use {
  const roles = new Set<Role>();
  const callees: AppPlace[] = [];
  const inside = (block: Block, once: boolean): void => {
    const uses = usesOf({ ...place, block }, search);
    for (const role of uses.flatMap((use) => [...use.roles])) roles.add(role);
    if (once && block.open && uses.length > 0) callees.push({ ...place, block });
  };
  for (const part of statement.expressions.flatMap((expression) => [...expressionsIn(expression)])) {
    if (part.kind !== 'call') continue;
    for (const role of ownRoles(part, place, search)) roles.add(role);
    for (const { block, once } of runAtOnce(part)) inside(block, once);
    // What is called on the app itself is the framework's: `app.use(setUp)` doesn't call `setUp`.
    if (stepsOn(part, place.app).length > 0) continue;
    const passed = part.args.some((arg) => carries(arg, place.app));
    const called = calleesOf(part, statement, place, search);
    const traced = called.flatMap((callee) => usesOf(callee, search).flatMap((use) => [...use.roles]));
    for (const role of traced) roles.add(role);
    if (traced.length > 0) callees.push(...called);
    else if (passed && part.callee.kind !== 'function') roles.add(roleOfHelper(part, search));
  }
  for (const block of statement.blocks) if (block.kind === 'block') inside(block, true);
  return { statement, roles, callees };
}

function ownRoles(call: Call, place: AppPlace, { dialect, program }: Search): readonly Role[] {
  if (isListen(call, place.app) || dialect.serves?.(call, place.app) === true) return ['listen'];
  return stepsOn(call, place.app).map((step) => dialect.roleOf(step, place.outline, program));
}

/** The app itself, or an object that holds it. */
const carries = (arg: Expression, app: string): boolean =>
  pathOf(arg) === app || (arg.kind === 'object' && arg.entries.some(({ value }) => pathOf(value) === app));

/** `app.listen()`, and `createServer(app).listen()` of Node's own servers. */
export function isListen(call: Call, app: string): boolean {
  if (call.callee.kind !== 'member' || call.callee.name !== 'listen') return false;
  const { object } = call.callee;
  if (pathOf(object) === app) return true;
  return object.kind === 'call' && object.args.some((arg) => pathOf(arg) === app);
}

/** The bodies of functions that a call runs then and there: `routes.forEach(...)`, `(async () => { ... })()`. */
function runAtOnce(call: Call): readonly { readonly block: Block; readonly once: boolean }[] {
  const { callee } = call;
  if (callee.kind === 'function') return callee.body === null ? [] : [{ block: callee.body, once: true }];
  if (callee.kind !== 'member' || !['forEach', 'map', 'then', 'each'].includes(callee.name)) return [];
  const once = callee.name === 'then';
  return call.args.flatMap((arg) =>
    arg.kind === 'function' && arg.body !== null ? [{ block: arg.body, once }] : [],
  );
}

/** A function that gets the app adds routes, unless its name says what else it does. */
function roleOfHelper(call: Call, { dialect }: Search): Role {
  const name = nameOf(call.callee);
  if (/^create(Secure)?Server$|^Server$|^(super|bind|log|info|debug|push|set|resolve|promisify)$/.test(name))
    return 'other';
  if (/error|notfound/i.test(name)) return 'errors';
  if (/^(serve|listen|start)/i.test(name)) return 'listen';
  if (dialect.id === 'nest') return 'other';
  return /middleware|parser|security|helmet|cors|logg|plugin|monitor|sentry|swagger|passport|config|init(ialize)?$/i.test(
    name,
  )
    ? 'middleware'
    : 'route';
}
