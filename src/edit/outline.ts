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

/** A list of statements: a module, the body of a function, or a block inside of either. */
export interface Block {
  readonly kind: 'module' | 'function' | 'block';
  /** The name that a function is known by where it was written. */
  readonly name: string | null;
  readonly params: readonly string[];
  readonly async: boolean;
  readonly outer: Block | null;
  readonly start: number;
  readonly end: number;
  readonly statements: Statement[];
}

export interface Statement {
  readonly kind: 'variable' | 'expression' | 'return' | 'function' | 'import' | 'other';
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
  readonly name: string;
  readonly value: Expression | null;
}

/** An expression without its types, parentheses and assertions. */
export type Expression = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly kind: 'function'; readonly params: readonly string[]; readonly body: Block | null }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'other'; readonly parts: readonly Expression[] }
);

/** An entry of an object; `key` is null for a spread or a computed key, `value` for a method or a shorthand. */
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
    from.params.includes(name) ||
    from.statements.some((statement) => statement.declares.some((declared) => declared.name === name));
  return declares || from.outer === null ? from : scopeOf(name, from.outer);
}
