import { onTestFinished, vi } from 'vitest';

export interface FrozenClock {
  /** Moves the clock on. */
  advance(milliseconds: number): void;
}

/** Stops `Date` at an instant until the test ends. Timers go on, so that databases and queues still answer. */
export function freezeClock(at: string | Date): FrozenClock {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return {
    advance(milliseconds) {
      vi.setSystemTime(Date.now() + milliseconds);
    },
  };
}
