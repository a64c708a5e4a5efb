import { logQuery } from './query-log.js';

type Statement = string | { readonly text: string; readonly values?: readonly unknown[] };

/** The same client, whose `query` tells the query log what it ran. */
export function logged<Client extends object>(client: Client): Client {
  const run: unknown = Reflect.get(client, 'query');
  if (typeof run !== 'function') throw new TypeError('A database client has a query function.');
  const query = (statement: Statement, ...rest: readonly unknown[]) => {
    const { text, values = [] } = typeof statement === 'string' ? { text: statement } : statement;
    const [params = values] = rest;
    const send = async () => run.call(client, statement, ...rest);
    return logQuery(text, Array.isArray(params) ? params : [], send);
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
