/**
 * What a source file says, as plain data: the few things that finding a place needs, without the parser's nodes.
 * All offsets speak of the file's text.
 */
export interface Outline {
  readonly file: string;
  readonly text: string;
  readonly module: Block;
  readonly imports: readonly Binding[];
  readonly importLines: readonly ImportLine[];
  /** Exported names with the local names behind them; `default` is one of them. */
  readonly exports: ReadonlyMap<string, string>;
  readonly reexports: readonly Reexport[];
  /** Messages of syntax errors, with their lines. */
  readonly problems: readonly string[];
}

/** A name that an import (or `require`) brings into the file. */
export interface Binding {
  readonly local: string;
  /** The name in the other module, `default`, or `*` for the whole of it. */
  readonly imported: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

/** An import declaration, with the places that editing it needs. */
export interface ImportLine {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  /** The quotation mark that it is written with. */
  readonly quote: string;
  /** Whether it brings nothing but names between braces. */
  readonly onlyNames: boolean;
  readonly names: readonly { name: string; local: string; start: number; end: number }[];
}

export interface Reexport {
  readonly from: string;
  /** null: everything. */
  readonly name: string | null;
  readonly as: string | null;
}

/** A parameter: its own name, and those that a pattern takes out of it. */
export interface Param {
  /** null for a pattern. */
  readonly name: string | null;
  readonly fields: readonly { readonly key: string; readonly local: string }[];
  /** Whether it becomes a property of the class (`constructor(private app: Express)`). */
  readonly isProperty: boolean;
  /** What it is when nothing is given. */
  readonly value: Expression | null;
}

/** A list of statements: a module, the body of a function, the members of a class, or a block inside of any of them. */
export interface Block {
  readonly kind: 'module' | 'function' | 'class' | 'block';
  /** The name that a function or class is known by where it was written; `default` for a default export without one. */
  readonly name: string | null;
  readonly params: readonly Param[];
  readonly async: boolean;
  /** What a class extends; null for anything else. */
  readonly base: Expression | null;
  /** Whether statements can be added: not where a single one, or an expression, stands without braces. */
  readonly open: boolean;
  readonly outer: Block | null;
  readonly start: number;
  readonly end: number;
  readonly statements: Statement[];
}

export interface Statement {
  readonly kind:
    | 'variable'
    | 'expression'
    | 'return'
    | 'function'
    | 'class'
    | 'property'
    | 'import'
    | 'export'
    | 'other';
  readonly start: number;
  readonly end: number;
  readonly block: Block;
  readonly declares: readonly Declared[];
  /** The expressions of the statement itself; those of nested blocks belong to the statements there. */
  readonly expressions: readonly Expression[];
  /** Blocks and bodies of functions that the statement holds, those in its expressions too. */
  readonly blocks: Block[];
}

export interface Declared {
  /** A name, or `this.name` for the property of a class. */
  readonly name: string;
  readonly value: Expression | null;
  /** What a pattern takes out of the value: `app` in `const { app } = createServer()`. */
  readonly key?: string;
}

/** An expression without its types, parentheses and assertions. */
export type Expression = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly kind: 'function'; readonly params: readonly Param[]; readonly body: Block | null }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'other'; readonly parts: readonly Expression[] }
);

/** An entry of an object; `key` is null for a spread or a computed key, `value` for a method. */
export interface ObjectEntry {
  readonly key: string | null;
  readonly start: number;
  readonly end: number;
  readonly value: Expression | null;
}

export type Call = Extract<Expression, { readonly kind: 'call' }>;

/** All statements of a block and of what it holds, in the order of the text. */
export function* statementsIn(block: Block): Generator<Statement> {
  for (const statement of block.statements) {
    yield statement;
    for (const inner of statement.blocks) yield* statementsIn(inner);
  }
}

/** An expression and all that it is made of, without the bodies of functions. */
export function* expressionsIn(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* expressionsIn(part);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'member':
      return [expression.object];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'await':
      return [expression.value];
    case 'assign':
      return [expression.target, expression.value];
    case 'array':
      return expression.items;
    case 'object':
      return expression.entries.flatMap(({ value }) => value ?? []);
    case 'other':
      return expression.parts;
    default:
      return [];
  }
}

/** The calls of a statement itself, not those in functions and blocks that it holds. */
export function callsOf(statement: Statement): readonly Call[] {
  return statement.expressions.flatMap((expression) =>
    [...expressionsIn(expression)].filter((part) => part.kind === 'call'),
  );
}

/** The expression behind any `await`. */
export function awaited(expression: Expression | null): Expression | null {
  return expression?.kind === 'await' ? awaited(expression.value) : expression;
}

/** The innermost function, or the module, around a block. */
export function functionOf(block: Block): Block {
  return block.kind === 'block' && block.outer !== null ? functionOf(block.outer) : block;
}

/** The block, going outwards from `from`, that gives a name its meaning; the module when none declares it. */
export function scopeOf(name: string, from: Block): Block {
  const declares =
    from.params.some((param) => param.name === name || param.fields.some(({ local }) => local === name)) ||
    from.statements.some((statement) => statement.declares.some((declared) => declared.name === name));
  return declares || from.outer === null ? from : scopeOf(name, from.outer);
}

/** A name or a chain of members, such as `this.app`; null for any other expression. */
export function pathOf(expression: Expression | null): string | null {
  if (expression?.kind === 'name') return expression.name;
  if (expression?.kind !== 'member') return null;
  const object = pathOf(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}

/** The statement that holds a block; null for a module. */
export const ownerOf = (block: Block): Statement | null =>
  block.outer?.statements.find((statement) => statement.blocks.includes(block)) ?? null;

/** The class around a block; null outside of any. */
export function classOf(block: Block): Block | null {
  if (block.kind === 'class') return block;
  return block.outer === null ? null : classOf(block.outer);
}
