import {
  type Block,
  callsOf,
  type Expression,
  type Outline,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import type { Hooked } from './anchors.js';
import type { AppPlace, Search } from './app-place.js';
import { nameOf } from './dialect.js';

/** In an existing handler of SIGTERM: before the process exits, else at its end. */
export function findStop(place: AppPlace, { ours }: Search): Hooked {
  const { outline } = place;
  const handlers = new Set(
    [...statementsIn(outline.module)].flatMap((statement) =>
      callsOf(statement).flatMap((call) => signalHandler(call, statement, outline) ?? []),
    ),
  );
  const [handler] = handlers;
  if (handler === undefined) return { why: `${outline.file} handles neither SIGTERM nor SIGINT` };
  const inModule = { ...place, block: outline.module };
  const exit = [...statementsIn(handler)].find(
    (statement) => !ours.has(statement) && callsOf(statement).some((call) => exits(call)),
  );
  if (exit !== undefined)
    return { place: inModule, statement: exit, side: 'before', description: 'before the process exits' };
  const last = handler.statements.findLast((statement) => !ours.has(statement));
  if (last === undefined) return { why: `the signal handler in ${outline.file} is empty` };
  const side = last.kind === 'return' ? 'before' : 'behind';
  return { place: inModule, statement: last, side, description: 'at the end of the signal handler' };
}

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
  const name = nameOf(handler);
  if (name === '') return null;
  const bodies = [...statementsIn(outline.module)].flatMap(({ blocks }) => blocks);
  return (
    bodies.find((body) => body.kind === 'function' && body.name === name && body !== statement.block) ?? null
  );
}
