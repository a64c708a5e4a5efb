import { logQuery } from './query-log.js';

type Statement = string | { readonly sql: string };

/** The same client, whose `query` tells the query log what it ran. */
export function logged<Client extends object>(client: Client): Client {
  const run: unknown = Reflect.get(client, 'query');
  if (typeof run !== 'function') throw new TypeError('A database client has a query function.');
  const query = (statement: Statement, params: unknown[] = []) => {
    const sql = typeof statement === 'string' ? statement : statement.sql;
    return logQuery(sql, params, async () => run.call(client, statement, params));
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
