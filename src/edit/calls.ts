import { type Outline, type Statement, statementsIn } from './outline.js';
import { applySplices, bodyStart, eolBefore, indentAt, lineBehind, lineStart, nextCode } from './splice.js';

/** Where a line of code goes: the start of a line, or the end of a text whose last line has no ending. */
export interface LinePlace {
  readonly offset: number;
  readonly indent: string;
}

/** The place behind a statement and the comment at the end of its line; null when other code follows there. */
export function placeBehind(text: string, statement: Pick<Statement, 'start' | 'end'>): LinePlace | null {
  const offset = lineBehind(text, statement.end);
  return offset === null ? null : { offset, indent: indentAt(text, statement.start) };
}

/** The place before a statement and the comments right above it; null when other code precedes it on its line. */
export function placeBefore(text: string, statement: Pick<Statement, 'start'>): LinePlace | null {
  const start = lineStart(text, statement.start);
  if (text.slice(bodyStart(text, start), statement.start).trim() !== '') return null;
  return { offset: aboveComments(text, start), indent: indentAt(text, statement.start) };
}

function aboveComments(text: string, start: number): number {
  if (start <= bodyStart(text)) return bodyStart(text);
  const above = lineStart(text, start - 1);
  const line = text.slice(above, start).trim();
  if (line.startsWith('//')) return aboveComments(text, above);
  if (!line.endsWith('*/')) return start;
  const opening = lineStart(text, text.lastIndexOf('/*', start - 1));
  return text.slice(opening).trimStart().startsWith('/*') ? aboveComments(text, opening) : start;
}

/** Inserts a statement as a line of its own. A semicolon comes where the file writes them, or where one is needed. */
export function putStatement(text: string, place: LinePlace, code: string, semicolons: boolean): string {
  const { offset, indent } = place;
  const hazard = /[([`+\-/]/.test(nextCode(text, offset));
  const line =
    indent + code.split('\n').join(eolBefore(text, offset) + indent) + (semicolons || hazard ? ';' : '');
  const unended = offset === text.length && text !== '' && !text.endsWith('\n');
  const added = unended ? eolBefore(text, offset) + line : line + eolBefore(text, offset);
  return applySplices(text, [{ start: offset, end: offset, text: added }]);
}

/** The inverse of `putStatement`, wherever a formatter has put the statement since. */
export function cutStatement(text: string, statement: Pick<Statement, 'start' | 'end'>): string {
  const start = lineStart(text, statement.start);
  const alone = text.slice(bodyStart(text, start), statement.start).trim() === '';
  const behind = lineBehind(text, statement.end);
  if (!alone || behind === null) {
    return applySplices(text, [{ start: statement.start, end: statement.end, text: '' }]);
  }
  const unended = behind === text.length && !text.endsWith('\n') && start > 0;
  const from = unended ? start - eolBefore(text, start).length : bodyStart(text, start);
  return applySplices(text, [{ start: from, end: behind, text: '' }]);
}

/** Whether most of a file's simple statements end in a semicolon; true for a file that has none of them. */
export function usesSemicolons(outline: Outline): boolean {
  const simple = [...statementsIn(outline.module)].filter(
    ({ kind }) => kind !== 'function' && kind !== 'other',
  );
  const ended = simple.filter((statement) => outline.text[statement.end - 1] === ';').length;
  return ended * 2 >= simple.length;
}

/** What a statement says, whatever its white space, quotes and separators. */
export function wordsOf(code: string): string {
  return code
    .replace(/\s+/g, '')
    .replace(/["`]/g, "'")
    .replace(/,([)\]}])/g, '$1')
    .replace(/;+$/, '');
}

/** The statements that say the same as `code`. */
export function statementsLike(outline: Outline, code: string): readonly Statement[] {
  const words = wordsOf(code);
  return [...statementsIn(outline.module)].filter(
    (statement) =>
      statement.kind === 'expression' &&
      wordsOf(outline.text.slice(statement.start, statement.end)) === words,
  );
}
