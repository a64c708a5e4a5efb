/** Tells the jobs that run in a worker that it can't wait for them any longer. */
export interface Stop {
  readonly requested: boolean;
  request(): void;
  /** Calls `listener` when the stop is requested, until the returned function is called. */
  listen(listener: () => void): () => void;
}

/** A stop that nobody has requested yet. */
export function createStop(): Stop {
  const listeners = new Set<() => void>();
  let requested = false;
  return {
    get requested() {
      return requested;
    },
    request() {
      requested = true;
      for (const listener of Array.from(listeners)) {
        listener();
      }
    },
    listen(listener) {
      if (requested) {
        listener();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
