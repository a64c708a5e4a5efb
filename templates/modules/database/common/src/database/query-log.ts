/** A statement that was sent to the database, whether it succeeded or not. */
export interface LoggedQuery {
  readonly sql: string;
  readonly durationMs: number;
}

type Listener = (query: LoggedQuery) => void;

const listeners = new Set<Listener>();

/** Calls `listener` after every statement; the returned function ends that. */
export function onQuery(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

//{{#if (and on.cacheBusting database.drizzle)}}
let last: Promise<void> = Promise.resolve();
const ended = (): void => {};

/**
 * Resolves when the statement that was sent last is answered. Drizzle tells its cache of a write in the same turn in
 * which it sends the statement, so that this is how the cache waits for the write to be done.
 */
export const lastStatement = (): Promise<void> => last;

/** Sends a statement, and tells the listeners what it was and how long it took. */
export function logQuery<Result>(sql: string, send: () => Promise<Result>): Promise<Result> {
  const sent = timed(sql, send);
  last = sent.then(ended, ended);
  return sent;
}

async function timed<Result>(sql: string, send: () => Promise<Result>): Promise<Result> {
//{{else}}
/** Sends a statement, and tells the listeners what it was and how long it took. */
export async function logQuery<Result>(sql: string, send: () => Promise<Result>): Promise<Result> {
//{{/if}}
  if (listeners.size === 0) return send();
  const startedAt = performance.now();
  try {
    return await send();
  } finally {
    const durationMs = performance.now() - startedAt;
    for (const listener of listeners) listener({ sql, durationMs });
  }
}
