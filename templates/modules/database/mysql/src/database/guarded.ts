/** A connection that refuses statements after a deadlock, until the next transaction begins. */
export interface Guarded<Client> {
  readonly client: Client;
  /** Forgets the deadlock of the transaction before. */
  begin(): void;
  /** Throws when the server has rolled the transaction back. */
  check(): void;
}

/**
 * On a deadlock the server rolls the whole transaction back. What came after it would be committed statement by
 * statement, so it is refused, as PostgreSQL would do.
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
  const query = async (...statement: unknown[]): Promise<unknown> => {
    check();
    try {
      return await run.apply(client, statement);
    } catch (error) {
      if (isDeadlock(error)) deadlock = error;
      throw error;
    }
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
