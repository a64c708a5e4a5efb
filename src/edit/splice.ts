/** One replacement in a text: `text` takes the place of [start, end). */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies splices whose offsets all speak of the original text. Splices at the same offset keep their order.
 * Throws when two of them overlap: the edits then contradict each other.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const ordered = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.index - b.index);
  let result = '';
  let position = 0;
  for (const { splice } of ordered) {
    if (splice.start < position) throw new Error(`Two edits overlap at offset ${splice.start}.`);
    result += text.slice(position, splice.start) + splice.text;
    position = splice.end;
  }
  return result + text.slice(position);
}

/** The offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the end of the line that holds `offset`, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The offset of the line after the one that holds `offset`; the text's length when there is none. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}

/** The white space that the line which holds `offset` begins with. */
export function indentAt(text: string, offset: number): string {
  const start = bodyStart(text, lineStart(text, offset));
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** The line ending of a text: that of its first line, LF when it has none. */
export function eolOf(text: string): string {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** One step of indentation of a text: what its first indented line begins with, two spaces when none is. */
export function indentUnitOf(text: string): string {
  const found = /^(\t|[ ]{2,8})\S/m.exec(text)?.[1];
  return found === undefined || found === '\t' ? (found ?? '  ') : found;
}

/** The line (counted from 1) that holds `offset`. */
export function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The offset behind a comment that begins at `offset`; `offset` itself when none does or it has no end. */
export function commentEnd(text: string, offset: number): number {
  if (text.startsWith('//', offset)) return lineEnd(text, offset);
  if (!text.startsWith('/*', offset)) return offset;
  const close = text.indexOf('*/', offset + 2);
  return close === -1 ? offset : close + 2;
}

/**
 * The start of the line behind the one on which `offset` stands, when only blanks, comments and separators follow
 * there; a comment that goes on over the next lines is passed. null: other code follows on the line.
 */
export function lineBehind(text: string, offset: number): number | null {
  let position = offset;
  while (position < text.length) {
    const comment = commentEnd(text, position);
    if (text[position] === '\n') return position + 1;
    if (comment > position) position = comment;
    else if (/[\s;,]/.test(text.charAt(position))) position += 1;
    else return null;
  }
  return text.length;
}

/** The first character of code at or behind `offset`, blanks and comments passed; '' at the end. */
export function nextCode(text: string, offset: number): string {
  let position = offset;
  while (position < text.length) {
    const comment = commentEnd(text, position);
    if (comment > position) position = comment;
    else if (/\s/.test(text.charAt(position))) position += 1;
    else break;
  }
  return text.charAt(position);
}

/** The line ending of the line before `offset`, else that of the text. */
export function eolBefore(text: string, offset: number): string {
  const feed = text.lastIndexOf('\n', offset - 1);
  if (feed === -1) return eolOf(text);
  return text[feed - 1] === '\r' ? '\r\n' : '\n';
}

const byteOrderMark = '\uFEFF';

/** Where the text begins after a byte order mark, when `offset` is the very beginning; else `offset`. */
export function bodyStart(text: string, offset = 0): number {
  return offset === 0 && text.startsWith(byteOrderMark) ? 1 : offset;
}
