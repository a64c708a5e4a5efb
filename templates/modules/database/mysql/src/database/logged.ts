import { logQuery } from './query-log.js';
import { type Queryable, withQuery } from './with-query.js';

type Statement = string | { readonly sql: string };

/** The same client, whose `query` tells the query log what it ran. */
export function logged<Client extends Queryable>(client: Client): Client {
  return withQuery(client, (statement: Statement, ...rest: readonly unknown[]) => {
    const sql = typeof statement === 'string' ? statement : statement.sql;
    return logQuery(sql, async () => Reflect.apply(client.query, client, [statement, ...rest]));
  });
}
