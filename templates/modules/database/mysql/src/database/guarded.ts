import { type Queryable, withQuery } from './with-query.js';

/**
 * A client that runs its statements in turn, and refuses them after a deadlock until that is forgotten. On a deadlock
 * the server rolls the whole transaction back. What came after it would be committed statement by statement, so it is
 * refused, as PostgreSQL would do. A statement is sent when the one before is answered: by then it is known whether it
 * may be.
 */
export function guarded<Client extends Queryable>(client: Client) {
  let deadlock: unknown;
  const send = async (statement: readonly unknown[]): Promise<unknown> => {
    if (deadlock !== undefined) {
      throw new Error('The transaction was rolled back: a statement of it met a deadlock.', {
        cause: deadlock,
      });
    }
    try {
      return await Reflect.apply(client.query, client, statement);
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
    client: withQuery(client, query),
    /** Lets statements through again: the transaction that met the deadlock is over. */
    forget: (): void => {
      deadlock = undefined;
    },
  };
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ER_LOCK_DEADLOCK';
