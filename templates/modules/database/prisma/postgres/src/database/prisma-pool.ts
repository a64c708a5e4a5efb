import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { logged } from './logged.js';

/** What is told of the connection that the transaction of the current call got. */
const waiting = new AsyncLocalStorage<(client: pg.PoolClient) => void>();

/** Runs `start`, which begins a transaction of Prisma's, and tells `got` which connection it runs on. */
export function onConnection<T>(got: (client: pg.PoolClient) => void, start: () => T): T {
  return waiting.run(got, start);
}

/** The pool as Prisma's adapter is to see it. */
export function poolForPrisma(pool: pg.Pool): pg.Pool {
  const connect = async (): Promise<pg.PoolClient> => {
    const client = logged(await pool.connect());
    waiting.getStore()?.(client);
    return forPrisma(client);
  };
  const shared = forPrisma(logged(pool));
  return new Proxy(shared, {
    get: (target, property) => (property === 'connect' ? connect : Reflect.get(target, property)),
  });
}

/** The same client, with answers that tell Prisma's adapter what it would miss. */
function forPrisma<Client extends pg.Pool | pg.PoolClient>(client: Client): Client {
  const query = async (statement: pg.QueryArrayConfig) => {
    try {
      const result = await client.query(statement);
      // The server takes back what it can't commit, and doesn't call that an error.
      if (statement.text === 'COMMIT' && result.command === 'ROLLBACK') {
        throw new Error(
          'The transaction was rolled back: a statement failed, and its error was caught.',
        );
      }
      return result;
    } catch (error) {
      if (isUniqueViolation(error)) error.constraint = undefined;
      throw error;
    }
  };
  return new Proxy(client, {
    get: (target, property) => (property === 'query' ? query : Reflect.get(target, property)),
  });
}

/** The adapter tells the columns of a constraint only when it doesn't know its name. */
function isUniqueViolation(error: unknown): error is Error & { constraint: unknown } {
  return (
    error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error
  );
}
