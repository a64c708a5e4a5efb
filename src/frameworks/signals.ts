import {
  type Block,
  type Call,
  callsOf,
  type Expression,
  type Outline,
  ownerOf,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import type { Hooked } from './anchors.js';
import type { AppPlace, Search } from './app-place.js';
import { targetsOf } from './callees.js';
import { nameOf } from './dialect.js';
import type { Program } from './program.js';

/** In an existing handler of SIGTERM: before the process exits, else at its end. */
export function findStop(place: AppPlace, search: Search): Hooked {
  const { outline } = place;
  const { ours } = search;
  const handlers = handlersIn(outline);
  const [handler] = handlers.flatMap(({ call, statement }) => bodyOf(call, statement, place, search) ?? []);
  if (handler === undefined) {
    const why =
      handlers.length === 0 ? 'handles neither SIGTERM nor SIGINT' : 'gives its signals to another file';
    return { why: `${outline.file} ${why}` };
  }
  const inModule = { ...place, block: outline.module };
  const exit = [...statementsIn(handler)].find(
    (statement) => !ours.has(statement) && callsOf(statement).some((call) => exits(call)),
  );
  if (exit !== undefined)
    return {
      place: inModule,
      statement: listed(exit, handler),
      side: 'before',
      description: 'before the process exits',
    };
  const last = handler.statements.findLast((statement) => !ours.has(statement));
  if (last === undefined) return { why: `the signal handler in ${outline.file} is empty` };
  const side = last.kind === 'return' ? 'before' : 'behind';
  return { place: inModule, statement: last, side, description: 'at the end of the signal handler' };
}

/** The statement of a list that holds another one: an arrow without braces takes no second statement. */
function listed(statement: Statement, handler: Block): Statement {
  if (statement.block.open || statement.block === handler) return statement;
  const owner = ownerOf(statement.block);
  return owner === null ? statement : listed(owner, handler);
}

const exits = (call: Expression): boolean =>
  call.kind === 'call' &&
  call.callee.kind === 'member' &&
  call.callee.name === 'exit' &&
  nameOf(call.callee.object) === 'process';

interface Handled {
  readonly call: Call;
  readonly statement: Statement;
}

/** The statements that give the process a handler: `process.on('SIGTERM', ...)`, also in a loop over signals. */
function handlersIn(outline: Outline): readonly Handled[] {
  return [...statementsIn(outline.module)].flatMap((statement) =>
    callsOf(statement)
      .filter((call) => handlesSignal(call, outline))
      .map((call) => ({ call, statement })),
  );
}

function handlesSignal({ callee, args: [signal] }: Call, { text }: Outline): boolean {
  if (callee.kind !== 'member' || nameOf(callee.object) !== 'process') return false;
  if (!['on', 'once', 'addListener'].includes(callee.name)) return false;
  const named = signal?.kind === 'string' && /^SIG(TERM|INT)$/.test(signal.value);
  return named || (signal?.kind === 'name' && /SIGTERM|SIGINT/.test(text));
}

/** What runs on the signal, in this file: a function that does no more than call another one stands for that one. */
function bodyOf(call: Call, statement: Statement, place: AppPlace, search: Search): Block | null {
  const handler = call.args[1];
  if (handler === undefined) return null;
  const { outline } = place;
  const body =
    handler.kind === 'function'
      ? handler.body
      : (targetsOf(handler, statement.block, place, search).find((target) => target.outline === outline)
          ?.block ?? null);
  const [only, other] = body?.statements ?? [];
  if (body === null || body.open || only === undefined || other !== undefined) return body;
  const called = callsOf(only).flatMap(({ callee }) => targetsOf(callee, body, place, search));
  return called.find((target) => target.outline === outline)?.block ?? body;
}

/** Where a project handles the signals that end it; null where nothing does. NestJS does when it is told to. */
export function signalsOf(program: Program): { readonly file: string; readonly line: number } | null {
  for (const outline of program.mentioning('SIG')) {
    const [handler] = handlersIn(outline);
    if (handler !== undefined)
      return { file: outline.file, line: lineNumber(outline.text, handler.statement.start) };
  }
  for (const outline of program.mentioning('enableShutdownHooks')) {
    const asked = [...statementsIn(outline.module)].find((statement) =>
      callsOf(statement).some(({ callee }) => nameOf(callee) === 'enableShutdownHooks'),
    );
    if (asked !== undefined) return { file: outline.file, line: lineNumber(outline.text, asked.start) };
  }
  return null;
}
