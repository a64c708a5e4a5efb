import { wordsOf } from './calls.js';
import { cutItem, type List, type ListPut, type ListStyle, putItem } from './list.js';
import type { Expression, Outline } from './outline.js';
import { eolOf, indentAt, indentUnitOf, lineStart } from './splice.js';

export type ArrayExpression = Extract<Expression, { readonly kind: 'array' }>;

/** Inserts an item before the one at `index`, in the style of its neighbours. */
export function putArrayItem(
  { text }: Outline,
  array: ArrayExpression,
  index: number,
  code: string,
): ListPut {
  return putItem(text, listOf(array), index, () => code, styleOfList(text, array, array.items));
}

/**
 * The inverse of `putArrayItem`: takes out the item that says the same as `code`; nothing when there is none.
 * `inner` is what stood between the brackets when `putArrayItem` found them empty.
 */
export function cutArrayItem({ text }: Outline, array: ArrayExpression, code: string, inner = ''): string {
  const words = wordsOf(code);
  const index = array.items.findIndex(({ start, end }) => wordsOf(text.slice(start, end)) === words);
  return index === -1 ? text : cutItem(text, listOf(array), index, inner);
}

const listOf = (array: ArrayExpression): List => ({
  open: array.start + 1,
  close: array.end - 1,
  items: array.items,
});

/** How a list of a source file is written: indentation, line ending, and what parts items on one line. */
export function styleOfList(text: string, list: { readonly start: number }, items: List['items']): ListStyle {
  const outerIndent = indentAt(text, list.start);
  const [first, second] = items;
  const aligned = items.find(({ start }) => text.slice(lineStart(text, start), start).trim() === '');
  const indent = aligned === undefined ? outerIndent + indentUnitOf(text) : indentAt(text, aligned.start);
  const gap = first === undefined || second === undefined ? '' : text.slice(first.end, second.start);
  return {
    eol: eolOf(text),
    indent,
    outerIndent,
    separator: /^,[ \t]*$/.test(gap) ? gap : ', ',
    multiline: false,
  };
}
