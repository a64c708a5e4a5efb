import { styleOfList } from './arrays.js';
import { cutItem, type List, type ListPut, putItem } from './list.js';
import type { Expression, Outline } from './outline.js';

export type ObjectExpression = Extract<Expression, { readonly kind: 'object' }>;

/**
 * Inserts an entry before the one at `index`, in the style of its neighbours. Refused where a spread or a computed
 * key could say the same key again: which of the two counts would be hidden from the reader.
 */
export function putObjectEntry(
  { text }: Outline,
  object: ObjectExpression,
  index: number,
  key: string,
  value: string,
): ListPut | { readonly problem: string } {
  if (object.entries.some((entry) => entry.key === null)) {
    return { problem: `a spread or a computed key could override ${key}` };
  }
  if (object.entries.some((entry) => entry.key === key)) return { problem: `${key} is there already` };
  const code = key === value ? key : `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`}: ${value}`;
  const list = listOf(object);
  const fresh = (): string =>
    object.entries.length === 0 && text.slice(list.open, list.close) === '' ? ` ${code} ` : code;
  return putItem(text, list, index, fresh, styleOfList(text, object, object.entries));
}

/** The inverse of `putObjectEntry`; nothing changes when the key isn't there. */
export function cutObjectEntry({ text }: Outline, object: ObjectExpression, key: string, inner = ''): string {
  const index = object.entries.findIndex((entry) => entry.key === key);
  return index === -1 ? text : cutItem(text, listOf(object), index, inner);
}

const listOf = (object: ObjectExpression): List => ({
  open: object.start + 1,
  close: object.end - 1,
  items: object.entries,
});
