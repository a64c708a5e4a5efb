import { logQuery } from './query-log.js';

type Statement = string | { readonly text: string };

/** The same client, whose `query` tells the query log what it ran. */
export function logged<Client extends { query(...statement: never[]): unknown }>(
  client: Client,
): Client {
  const query = (statement: Statement, ...rest: readonly unknown[]) => {
    const sql = typeof statement === 'string' ? statement : statement.text;
    return logQuery(sql, async () => Reflect.apply(client.query, client, [statement, ...rest]));
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
