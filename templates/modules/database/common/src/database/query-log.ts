/** A statement that was sent to the database, whether it succeeded or not. */
export interface LoggedQuery {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly durationMs: number;
}

type Listener = (query: LoggedQuery) => void;
type Statement = string | { readonly text: string };

const listeners = new Set<Listener>();

/** Calls `listener` after every statement; the returned function ends that. */
export function onQuery(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

//{{#if on.cacheBusting}}
let last: Promise<void> = Promise.resolve();
const ended = (): void => {};

/**
 * Resolves when the statement that was sent last is answered. Drizzle tells its cache of a write in the same turn in
 * which it sends the statement, so that this is how the cache waits for the write to be done.
 */
export const lastStatement = (): Promise<void> => last;

function noteLast<Args extends unknown[], Result>(send: (...args: Args) => Promise<Result>) {
  return (...args: Args): Promise<Result> => {
    const sent = send(...args);
    last = sent.then(ended, ended);
    return sent;
  };
}

//{{/if}}
/** The same client, whose `query` tells the listeners what it ran and how long that took. */
export function logged<Client extends object>(client: Client): Client {
  const run: unknown = Reflect.get(client, 'query');
  if (typeof run !== 'function') throw new TypeError('A database client has a query function.');
  const query = async (statement: Statement, params: unknown[] = [], ...rest: unknown[]) => {
    if (listeners.size === 0) return run.call(client, statement, params, ...rest);
    const startedAt = performance.now();
    try {
      return await run.call(client, statement, params, ...rest);
    } finally {
      const sql = typeof statement === 'string' ? statement : statement.text;
      const durationMs = performance.now() - startedAt;
      for (const listener of listeners) listener({ sql, params, durationMs });
    }
  };
  //{{#if on.cacheBusting}}
  const noted = noteLast(query);
  //{{/if}}
  return new Proxy(client, {
    get(target, property) {
      //{{#if on.cacheBusting}}
      if (property === 'query') return noted;
      //{{else}}
      if (property === 'query') return query;
      //{{/if}}
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
