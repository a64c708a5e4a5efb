import { applySplices, commentEnd, lineStart, nextLine } from './splice.js';

/** A list between brackets: the offset behind the opening one, that of the closing one, and what stands between. */
export interface List {
  readonly open: number;
  readonly close: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

export interface ListStyle {
  readonly eol: string;
  /** The indentation of items that have lines of their own, and that of the list's last line. */
  readonly indent: string;
  readonly outerIndent: string;
  /** What parts items on one line. */
  readonly separator: string;
  /** Whether the first item of an empty list gets a line of its own. */
  readonly multiline: boolean;
}

/** The new text, and what stood between the brackets when the list was empty. */
export interface ListPut {
  readonly text: string;
  readonly inner: string | null;
}

/** Where the trivia behind `offset` ends: a comma that follows, and the end of the line with its comments. */
function behind(
  text: string,
  offset: number,
): { readonly comma: number | null; readonly lineBreak: number | null } {
  let comma: number | null = null;
  let position = offset;
  while (position < text.length) {
    const comment = commentEnd(text, position);
    const character = text.charAt(position);
    if (/^\r?\n/.test(text.slice(position, position + 2))) return { comma, lineBreak: position };
    if (comment > position) position = comment;
    else if (character === ',' && comma === null) comma = position++;
    else if (/\s/.test(character)) position += 1;
    else break;
  }
  return { comma, lineBreak: null };
}

/** Inserts an item before the one at `index`, on a line of its own where its neighbour has one. */
export function putItem(
  text: string,
  list: List,
  index: number,
  fresh: (multiline: boolean) => string,
  style: ListStyle,
): ListPut {
  const previous = list.items[index - 1];
  const next = list.items[index];
  const insert = (offset: number, added: string, comma: number | null = null): ListPut => {
    const splices = [{ start: offset, end: offset, text: added }];
    if (comma !== null) splices.unshift({ start: comma, end: comma, text: ',' });
    return { text: applySplices(text, splices), inner: null };
  };

  if (previous !== undefined) {
    const after = behind(text, previous.end);
    if (after.lineBreak === null) return insert(previous.end, style.separator + fresh(false));
    const comma = next !== undefined || after.comma !== null ? ',' : '';
    const added = style.eol + style.indent + fresh(true) + comma;
    return insert(after.lineBreak, added, after.comma === null ? previous.end : null);
  }
  const after = behind(text, list.open);
  if (next !== undefined) {
    if (after.lineBreak === null) return insert(next.start, `${fresh(false)}${style.separator}`);
    return insert(after.lineBreak, `${style.eol}${style.indent}${fresh(true)},`);
  }
  const inner = text.slice(list.open, list.close);
  if (inner.trim() === '') return putFirst(text, list, fresh, style);
  if (after.lineBreak !== null) return insert(after.lineBreak, style.eol + style.indent + fresh(true));
  const gap = /^\s*/.exec(inner)?.[0] ?? '';
  return insert(list.open + gap.length, fresh(false) + gap);
}

function putFirst(
  text: string,
  list: List,
  fresh: (multiline: boolean) => string,
  style: ListStyle,
): ListPut {
  const inner = text.slice(list.open, list.close);
  const pad = inner.includes('\n') || inner === '' ? '' : ' ';
  const body = style.multiline
    ? style.eol + style.indent + fresh(true) + style.eol + style.outerIndent
    : pad + fresh(false) + pad;
  return { text: applySplices(text, [{ start: list.open, end: list.close, text: body }]), inner };
}

/**
 * The inverse of `putItem`: takes an item out with the comma and the line that came with it. A list that is left
 * empty gets back `inner`, what stood between its brackets before.
 */
export function cutItem(text: string, list: List, index: number, inner: string): string {
  const item = list.items[index];
  if (item === undefined) return text;
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  const remove = (start: number, end: number, comma: number | null = null): string => {
    const splices = [{ start, end, text: '' }];
    if (comma !== null) splices.unshift({ start: comma, end: comma + 1, text: '' });
    return applySplices(text, splices);
  };

  const alone = text.slice(list.open, item.start).trim() === '';
  if (alone && next === undefined && /^\s*,?\s*$/.test(text.slice(item.end, list.close))) {
    return applySplices(text, [{ start: list.open, end: list.close, text: inner }]);
  }
  const after = behind(text, item.end);
  const start = lineStart(text, item.start);
  if (text.slice(start, item.start).trim() === '' && after.lineBreak !== null) {
    if (after.comma !== null || previous === undefined) return remove(start, nextLine(text, after.lineBreak));
    const previousLineEnd = start - (text[start - 2] === '\r' ? 2 : 1);
    return remove(previousLineEnd, after.lineBreak, behind(text, previous.end).comma);
  }
  if (previous !== undefined) return remove(previous.end, item.end);
  const gap = /^\s*/.exec(text.slice(item.end))?.[0] ?? '';
  return remove(item.start, next?.start ?? item.end + gap.length);
}
