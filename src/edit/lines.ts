import { bodyStart, eolOf } from './splice.js';

interface Line {
  readonly text: string;
  readonly eol: string;
}

/**
 * A text as lines that remember their own endings. A text without a final line ending stays one without: the last
 * line, whichever it is, has none. So nothing has to be remembered to take an appended line back to the byte.
 */
export class Lines {
  readonly #mark: string;
  readonly #eol: string;
  readonly #lines: Line[];

  constructor(text: string) {
    this.#mark = text.slice(0, bodyStart(text));
    this.#eol = eolOf(text);
    this.#lines = [...text.slice(this.#mark.length).matchAll(/([^\n]*?)(\r?\n|$)/g)]
      .map((match) => ({ text: match[1] ?? '', eol: match[2] ?? '' }))
      .filter((line) => line.text !== '' || line.eol !== '');
  }

  get length(): number {
    return this.#lines.length;
  }

  /** The text of a line without its ending; '' outside of the text. */
  at(index: number): string {
    return this.#lines[index]?.text ?? '';
  }

  texts(): readonly string[] {
    return this.#lines.map((line) => line.text);
  }

  /** The first line that the test accepts, from `from` on; -1 when there is none. */
  find(test: (line: string) => boolean, from = 0): number {
    return this.#lines.findIndex((line, index) => index >= from && test(line.text));
  }

  /** The last line that the test accepts; -1 when there is none. */
  findLast(test: (line: string) => boolean): number {
    return this.#lines.findLastIndex((line) => test(line.text));
  }

  isBlank(index: number): boolean {
    return index >= 0 && index < this.length && this.at(index).trim() === '';
  }

  /** Inserts lines before the line at `index`; at the end when `index` is the number of lines. */
  insert(index: number, texts: readonly string[]): void {
    const added = texts.map((text): Line => ({ text, eol: this.#eol }));
    const last = this.#lines.at(-1);
    if (index === this.length && last !== undefined && last.eol === '') {
      this.#lines[index - 1] = { text: last.text, eol: this.#eol };
      this.#lines.push(...added);
      this.#dropFinalEnding();
    } else {
      this.#lines.splice(index, 0, ...added);
    }
  }

  remove(index: number, count = 1): void {
    const unended = this.#lines.at(-1)?.eol === '';
    this.#lines.splice(index, count);
    if (unended) this.#dropFinalEnding();
  }

  toString(): string {
    return this.#mark + this.#lines.map((line) => line.text + line.eol).join('');
  }

  #dropFinalEnding(): void {
    const last = this.#lines.at(-1);
    if (last !== undefined) this.#lines[this.length - 1] = { text: last.text, eol: '' };
  }
}
