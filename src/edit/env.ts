import type { Lines } from './lines.js';

/** The line that sets a variable, commented out or not; -1 when there is none. */
export function findVariable(lines: Lines, key: string): number {
  const pattern = new RegExp(`^\\s*(#\\s*)?(export\\s+)?${escaped(key)}\\s*=`);
  const active = new RegExp(`^\\s*(export\\s+)?${escaped(key)}\\s*=`);
  const first = lines.find((line) => active.test(line));
  return first === -1 ? lines.find((line) => pattern.test(line)) : first;
}

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');

/** The first line of the paragraph that holds `index`; paragraphs are parted by blank lines. */
export function paragraphStart(lines: Lines, index: number): number {
  let start = index;
  while (start > 0 && !lines.isBlank(start - 1)) start -= 1;
  return start;
}

/** The line after the last one of the paragraph that holds `index`. */
export function paragraphEnd(lines: Lines, index: number): number {
  let end = index;
  while (end < lines.length && !lines.isBlank(end)) end += 1;
  return end;
}

/** Inserts a paragraph in front of the one that begins at `index`. */
export function paragraphBefore(lines: Lines, index: number, texts: readonly string[]): void {
  lines.insert(index, [...texts, '']);
}

/** Inserts a paragraph behind the line before `index`, parted from it by a blank line. */
export function paragraphAfter(lines: Lines, index: number, texts: readonly string[]): void {
  lines.insert(index, index === 0 ? texts : ['', ...texts]);
}

/**
 * Removes the paragraph whose lines are [start, end) with one blank line: the one before it, or at the top of a
 * file the one behind it. This is the inverse of both insertions.
 */
export function removeParagraph(lines: Lines, start: number, end: number): void {
  const blankBehind = start === 0 && lines.isBlank(end);
  const blankBefore = !blankBehind && lines.isBlank(start - 1);
  const from = blankBefore ? start - 1 : start;
  lines.remove(from, end - from + (blankBehind ? 1 : 0));
}
