import type { Alert, AlertWindows, Repeats } from './alert.js';

interface Window extends Repeats {
  count: number;
  readonly closesAt: number;
}

/** Windows of this process alone, for when the database can't be asked. */
export class MemoryWindows implements AlertWindows {
  readonly #windows = new Map<string, Window>();

  constructor(private readonly windowSeconds: number) {}

  async record({ fingerprint, audience, title }: Alert, count: number): Promise<boolean> {
    const known = this.#windows.get(fingerprint);
    if (known !== undefined) {
      known.count += count;
      return false;
    }
    const closesAt = Date.now() + this.windowSeconds * 1_000;
    this.#windows.set(fingerprint, { audience, title, count: count - 1, closesAt });
    return true;
  }

  async close(): Promise<readonly Repeats[]> {
    const closed: Repeats[] = [];
    for (const [fingerprint, window] of this.#windows) {
      if (window.closesAt > Date.now()) continue;
      this.#windows.delete(fingerprint);
      if (window.count > 0) closed.push(window);
    }
    return closed;
  }
}
