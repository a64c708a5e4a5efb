/** What sends statements: their text or an object that has it, and their parameters. */
export interface Queryable {
  query(...statement: never[]): unknown;
}

/** The same client, whose statements are sent by `query`. */
export function withQuery<Client extends Queryable>(
  client: Client,
  query: (...statement: never[]) => Promise<unknown>,
): Client {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
