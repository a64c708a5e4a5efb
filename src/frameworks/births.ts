import {
  type Block,
  type Call,
  callsOf,
  type Expression,
  expressionsIn,
  type Outline,
  pathOf,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import { lineEnd, lineNumber, lineStart } from '../edit/splice.js';
import { chainCalls, type Dialect } from './dialect.js';
import type { Program } from './program.js';

/** A place that a person can choose. */
export interface Choice {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** What makes an app, with the name or path that gets it; null where the app stays without one. */
export interface Birth {
  readonly outline: Outline;
  readonly statement: Statement;
  readonly block: Block;
  readonly app: string | null;
}

export function choiceOf({ outline, statement }: Pick<Birth, 'outline' | 'statement'>): Choice {
  const { text, file } = outline;
  const code = text.slice(lineStart(text, statement.start), lineEnd(text, statement.start)).trim();
  return { file, line: lineNumber(text, statement.start), code };
}

/** Every call that makes an app of a framework, in the files that mention its package. */
export function birthsOf(program: Program, dialect: Dialect): readonly Birth[] {
  const packages = [dialect.packageName, ...(dialect.morePackages ?? [])];
  const outlines = program.mentioning(dialect.packageName);
  return outlines.flatMap((outline) => {
    const bindings = outline.imports.filter(({ from, typeOnly }) => packages.includes(from) && !typeOnly);
    const made = new Set(
      [...statementsIn(outline.module)].flatMap(({ declares }) =>
        declares
          .filter(({ value }) => chainCalls(value).some((call) => madeBy(call, outline, packages)))
          .map(({ name }) => name),
      ),
    );
    return birthsIn(
      outline,
      (call) => dialect.creates(call, bindings) || (dialect.id === 'hono' && callsFactory(call, made)),
    );
  });
}

/** Every call of one kind in a file, with what gets its value. */
export function birthsIn(outline: Outline, creates: (call: Call) => boolean): readonly Birth[] {
  return [...statementsIn(outline.module)].flatMap((statement) => [
    ...heldBy(statement, callsOf(statement).filter(creates)).map(
      (app): Birth => ({ outline, statement, block: statement.block, app }),
    ),
    ...statement.blocks.flatMap((block) =>
      block.params
        .filter(({ value }) => chainCalls(value).some(creates))
        .map(({ name }): Birth => ({ outline, statement, block, app: name })),
    ),
  ]);
}

/** What gets the values of calls; in `const app = tls ? fastify(tls) : fastify()` they are one app. */
function heldBy(statement: Statement, calls: readonly Call[]): readonly (string | null)[] {
  const holders = calls.map((call) => holderOf(statement, call));
  return holders.filter((app, index) => app === null || holders.indexOf(app) === index);
}

/** `createFactory()` of `hono/factory`, whose `createApp()` makes apps. */
const madeBy = (call: Call, outline: Outline, packages: readonly string[]): boolean =>
  call.callee.kind === 'name' &&
  outline.imports.some(
    ({ local, imported, from }) =>
      packages.includes(from) && imported === 'createFactory' && pathOf(call.callee) === local,
  );

const callsFactory = ({ callee }: Call, made: ReadonlySet<string>): boolean =>
  callee.kind === 'member' && callee.name === 'createApp' && made.has(pathOf(callee.object) ?? '');

/** What gets the value of a call: a variable, a property, or the target of an assignment; chains on it count. */
export function holderOf(statement: Statement, call: Call): string | null {
  const declared = statement.declares.find(({ value, key }) => key === undefined && holds(value, call));
  if (declared !== undefined) return declared.name;
  const assigned = statement.expressions
    .flatMap((expression) => [...expressionsIn(expression)])
    .find((part) => part.kind === 'assign' && holds(part.value, call));
  return assigned?.kind === 'assign' ? pathOf(assigned.target) : null;
}

function holds(value: Expression | null, call: Call): boolean {
  if (value?.kind === 'await') return holds(value.value, call);
  if (value?.kind === 'assign') return holds(value.value, call);
  // `cached ?? express()` and `condition ? a : b` hold what their parts hold.
  if (value?.kind === 'other') return value.parts.some((part) => holds(part, call));
  return chainCalls(value).includes(call);
}

/** Plugins of Fastify that `fastify start` serves: a function that gets the instance as its first parameter. */
export function pluginsOf(program: Program, files: readonly string[]): readonly Birth[] {
  return files.flatMap((file): Birth[] => {
    const outline = program.outline(file);
    const local = outline.exports.get('default');
    if (local === undefined) return [];
    for (const statement of outline.module.statements) {
      const block = statement.blocks.find(({ kind, name }) => kind === 'function' && name === local);
      const app = block?.params[0]?.name;
      if (block !== undefined && app !== null && app !== undefined)
        return [{ outline, statement, block, app }];
    }
    return [];
  });
}
