interface Target {
  write(text: string): unknown;
}

/** What of a log may wait, in characters and in milliseconds. */
const enough = 65_536;
const longestMs = 100;

/** Hands lines on some kilobytes at a time, or after a tenth of a second: writing costs more than making a line. */
export class LineBuffer {
  readonly #target: Target;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  write(line: string): void {
    this.#timer ??= setTimeout(() => this.flush(), longestMs);
    this.#text += line;
    if (this.#text.length >= enough) this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    this.#target.write(text);
  }
}
