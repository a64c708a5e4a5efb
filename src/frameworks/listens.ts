import {
  awaited,
  type Block,
  callsOf,
  classOf,
  type Expression,
  expressionsIn,
  pathOf,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import type { Hooked } from './anchors.js';
import type { AppPlace, Search } from './app-place.js';
import { nameOf } from './dialect.js';
import { isListen } from './roles.js';

/** Before the call of `listen`, wherever in the file it stands. */
export function findStart(place: AppPlace, search: Search): Hooked {
  const { outline, app } = place;
  const listens = listensOf(place, search);
  const [first, second] = listens;
  if (first === undefined) return { why: `${app}.listen() is not called in ${outline.file}` };
  if (second !== undefined) return { why: `listen is called ${listens.length} times in ${outline.file}` };
  return { place, statement: first, side: 'before', description: 'before the server listens' };
}

/** The statements that make an app, or a server of Node that carries it, listen. */
export function listensOf(place: AppPlace, { dialect, ours }: Search): readonly Statement[] {
  const { block, app } = place;
  const owner = app.startsWith('this.') ? (classOf(block) ?? block) : block;
  const servers = [app, ...serversOf(owner, app)];
  return [...statementsIn(owner)].filter(
    (statement) =>
      !ours.has(statement) &&
      callsOf(statement).some(
        (call) => servers.some((server) => isListen(call, server)) || dialect.serves?.(call, app) === true,
      ),
  );
}

/** Servers of Node that carry the app: `const server = http.createServer(app)`. */
function serversOf(block: Block, app: string): readonly string[] {
  return [...statementsIn(block)].flatMap(({ declares, expressions }) => {
    const declared = declares.flatMap(({ name, value }) => (carriesApp(value, app) ? [name] : []));
    const assigned = expressions
      .flatMap((expression) => [...expressionsIn(expression)])
      .flatMap((part) =>
        part.kind === 'assign' && carriesApp(part.value, app) ? (pathOf(part.target) ?? []) : [],
      );
    return [...declared, ...assigned];
  });
}

/** `createServer(app)`, `new Server(app)` and `createServer(app.callback())`. */
function carriesApp(value: Expression | null, app: string): boolean {
  const call = awaited(value);
  if (call?.kind !== 'call' || !/^create(Secure)?Server$|^Server$/.test(nameOf(call.callee))) return false;
  return call.args.some(
    (arg) =>
      pathOf(arg) === app ||
      (arg.kind === 'call' && arg.callee.kind === 'member' && pathOf(arg.callee.object) === app),
  );
}
