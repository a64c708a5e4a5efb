/** A connection that runs its statements in turn, and refuses them after a deadlock until the next transaction begins. */
export interface Guarded<Client> {
  readonly client: Client;
  /** Forgets the deadlock of the transaction before. */
  begin(): void;
  /** Throws when the server has rolled the transaction back. */
  check(): void;
}

/**
 * On a deadlock the server rolls the whole transaction back. What came after it would be committed statement by
 * statement, so it is refused, as PostgreSQL would do. A statement is sent when the one before is answered: by then it
 * is known whether it may be.
 */
export function guarded<Client extends object>(client: Client): Guarded<Client> {
  const run: unknown = Reflect.get(client, 'query');
  if (typeof run !== 'function') throw new TypeError('A database client has a query function.');
  let deadlock: unknown;
  const check = (): void => {
    if (deadlock === undefined) return;
    throw new Error('The transaction was rolled back: a statement of it met a deadlock.', {
      cause: deadlock,
    });
  };
  const send = async (statement: readonly unknown[]): Promise<unknown> => {
    check();
    try {
      return await run.apply(client, statement);
    } catch (error) {
      if (isDeadlock(error)) deadlock = error;
      throw error;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const query = (...statement: unknown[]): Promise<unknown> => {
    const turn = () => send(statement);
    last = last.then(turn, turn);
    return last;
  };
  return {
    client: new Proxy(client, {
      get(target, property) {
        if (property === 'query') return query;
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    begin() {
      deadlock = undefined;
    },
    check,
  };
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ER_LOCK_DEADLOCK';
