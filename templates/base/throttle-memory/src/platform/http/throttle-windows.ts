import type { Rate } from '../../settings/env.js';

interface Window {
  used: number;
  readonly endsAt: number;
}

/**
 * Counts the requests of each client in windows that start with its first one, in the memory of this process. At most
 * `capacity` clients are remembered; then the one whose window began first is forgotten.
 */
export class RequestWindows {
  // In order of their beginning, hence of their end: the oldest stand first.
  readonly #windows = new Map<string, Window>();
  readonly #rate: Exclude<Rate, 'off'>;
  readonly #capacity: number;

  constructor(rate: Exclude<Rate, 'off'>, capacity = 100_000) {
    this.#rate = rate;
    this.#capacity = capacity;
  }

  /** Counts a request. Answers for how many milliseconds the client is refused: 0 lets it through. */
  take(client: string): number {
    const now = Date.now();
    let window = this.#windows.get(client);
    if (window === undefined || window.endsAt <= now) window = this.#open(client, now);
    window.used += 1;
    return window.used <= this.#rate.limit ? 0 : window.endsAt - now;
  }

  #open(client: string, now: number): Window {
    this.#windows.delete(client);
    for (const [oldest, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size < this.#capacity) break;
      this.#windows.delete(oldest);
    }
    const window = { used: 0, endsAt: now + this.#rate.windowMs };
    this.#windows.set(client, window);
    return window;
  }
}
