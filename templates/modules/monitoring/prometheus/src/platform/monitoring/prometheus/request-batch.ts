import type { Histogram } from 'prom-client';

const most = 250;

/**
 * The durations of requests of one kind, handed to their histogram by the hundred: it takes one right after another
 * three times as fast as one amid the work of each request.
 */
export class RequestBatch {
  readonly #histogram: Pick<ReturnType<Histogram['labels']>, 'observe'>;
  readonly #durations: number[] = [];

  constructor(histogram: Pick<ReturnType<Histogram['labels']>, 'observe'>) {
    this.#histogram = histogram;
  }

  add(seconds: number): void {
    this.#durations.push(seconds);
    if (this.#durations.length >= most) this.flush();
  }

  flush(): void {
    for (const seconds of this.#durations) this.#histogram.observe(seconds);
    this.#durations.length = 0;
  }
}
