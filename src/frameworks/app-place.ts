import {
  type Block,
  functionOf,
  type Outline,
  pathOf,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import type { Dialect } from './dialect.js';
import type { Program } from './program.js';

/** Where an app lives in a file: the block whose statements speak of it by that name, or path such as `this.app`. */
export interface AppPlace {
  readonly outline: Outline;
  readonly block: Block;
  readonly app: string;
}

/** What finding places needs to know besides the place. */
export interface Search {
  readonly dialect: Dialect;
  /** The statements that we put there, which don't count. */
  readonly ours: ReadonlySet<Statement>;
  /** What imported names mean; null where only one file is known. */
  readonly program: Program | null;
}

/** What the function around a block is called: null for the module, `(anonymous)` for one without a name. */
export function scopeName(block: Block): string | null {
  const around = functionOf(block);
  if (around.kind === 'module') return null;
  const name = around.name ?? '(anonymous)';
  return around.outer?.kind === 'class' ? `${around.outer.name ?? '(anonymous)'}.${name}` : name;
}

/** Every block of a file, from the outside in. */
export const blocksIn = (block: Block): readonly Block[] => [
  block,
  ...[...statementsIn(block)].flatMap(({ blocks }) => blocks),
];

/** The first name of a path: `this` of `this.app`. */
export const headOf = (app: string): string => app.split('.')[0] ?? app;

const declares = (block: Block, name: string): boolean =>
  block.params.some((param) => param.name === name || param.fields.some(({ local }) => local === name)) ||
  block.statements.some(
    (statement) =>
      statement.kind !== 'import' && statement.declares.some((declared) => declared.name === name),
  );

/** The blocks with a scope's name in which an app is known: those that declare it before those that only see it. */
export function blocksNamed(outline: Outline, app: string, scope: string | null): readonly Block[] {
  const named = blocksIn(outline.module).filter((block) => scopeName(block) === scope);
  const declaring = named.filter((block) => declares(block, headOf(app)));
  return declaring.length > 0 ? declaring : named.filter(({ kind }) => kind !== 'block');
}

/** Whether a statement makes the app that has this path: declares it, or assigns to it. */
export const bears = (statement: Statement, app: string): boolean =>
  statement.declares.some(({ name }) => name === app) ||
  statement.expressions.some(
    (expression) => expression.kind === 'assign' && pathOf(expression.target) === app,
  );
