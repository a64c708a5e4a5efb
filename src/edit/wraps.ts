import { ts } from 'ts-morph';
import type { Style } from '../project/host.js';
import { type Call, callsOf, type Expression, type Outline, pathOf, statementsIn } from './outline.js';
import { applySplices, eolBefore, indentAt, lineEnd, lineStart, type Splice } from './splice.js';

type Place = Pick<Expression, 'start' | 'end'>;
type File = Pick<Outline, 'file' | 'text'>;

/** How a project breaks calls over lines. */
export type CallStyle = Pick<Style, 'indent' | 'lineWidth' | 'trailingCommas'>;

/** Every call and `new` of a file, those in functions and classes too. */
export const callsIn = (outline: Outline): readonly Call[] =>
  [...statementsIn(outline.module)].flatMap(callsOf);

/** What the classes of a file extend. */
export const basesIn = (outline: Outline): readonly Expression[] =>
  [...statementsIn(outline.module)]
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ kind, base }) => (kind === 'class' && base !== null ? [base] : []));

/** The calls of a function by its name, in front of what a class extends too. */
export const callsNamed = (outline: Outline, name: string): readonly Call[] =>
  [...callsIn(outline), ...basesIn(outline)].filter(
    (one): one is Call => one.kind === 'call' && pathOf(one.callee) === name,
  );

/**
 * Puts a call around an expression, whose lines go between those of the parentheses when it has several or doesn't fit:
 * as the usual formatters have it. `before` goes in front of the call.
 */
export function wrapExpression(
  { file, text }: File,
  { kind, start, end }: Expression,
  { name, before, style }: { readonly name: string; readonly before: string; readonly style: CallStyle },
): string {
  const opening = `${before}${name}(`;
  const length = lineEnd(text, start) - lineStart(text, start) + opening.length + 1;
  // Where more follows on the line, breaking the call alone isn't what a formatter would do.
  const isLast = /^[;,)\s]*$/.test(text.slice(end, lineEnd(text, end)));
  const isShort =
    !text.slice(start, end).includes('\n') && (length <= style.lineWidth || kind === 'name' || !isLast);
  const outer = `${eolBefore(text, start)}${indentAt(text, start)}`;
  const comma = style.trailingCommas === 'all' ? ',' : '';
  const [open, close] = isShort ? [opening, ')'] : [`${opening}${outer}${style.indent}`, `${comma}${outer})`];
  const inner = isShort ? [] : linesIn(file, text, { start, end }).map((at) => insertion(at, style.indent));
  return applySplices(text, [insertion(start, open), ...inner, insertion(end, close)]);
}

const insertion = (offset: number, text: string): Splice => ({ start: offset, end: offset, text });

/**
 * The inverse of `wrapExpression`, wherever a formatter has broken the lines since. A call without an argument stays.
 */
export function unwrapCall({ file, text }: File, call: Call): string {
  const [argument] = call.args;
  if (argument === undefined) return text;
  const opening = text.slice(call.callee.end, argument.start).replace(/^[^(]*\(\s*/, '');
  const closing = text.slice(argument.end, call.end).replace(/\s*,?\s*\)$/, '');
  const step = stepOf(text, call, argument);
  const lines = step === '' ? [] : linesIn(file, text, argument).filter((at) => text.startsWith(step, at));
  return applySplices(text, [
    { start: call.start, end: argument.start, text: opening },
    ...lines.map((at) => ({ start: at, end: at + step.length, text: '' })),
    { start: argument.end, end: call.end, text: closing },
  ]);
}

/** What the lines of an argument are indented by for standing between those of the parentheses; '' where they don't. */
function stepOf(text: string, call: Call, argument: Expression): string {
  const [outer, inner] = [indentAt(text, call.start), indentAt(text, argument.start)];
  const isBroken = lineStart(text, argument.start) > call.start;
  return isBroken && inner.startsWith(outer) ? inner.slice(outer.length) : '';
}

/** Where the lines of an expression begin behind its first, without those that are empty or part of a template string. */
function linesIn(file: string, text: string, { start, end }: Place): readonly number[] {
  const verbatim = templatesIn(file, text);
  return [...text.slice(start, end).matchAll(/\n(?!\r?\n)/g)]
    .map(({ index }) => start + index + 1)
    .filter((at) => !verbatim.some((one) => one.start < at && at <= one.end));
}

/** The template strings of a file: white space in them is what they say. */
function templatesIn(file: string, text: string): readonly Place[] {
  if (!text.includes('`')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      found.push({ start: node.getStart(), end: node.end });
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}
