/**
 * The same client, which sends a statement when the one before is answered. TypeORM saves several entities at once; what
 * is on its way when the server rolls back on a deadlock would be committed by itself.
 */
export function inTurn<Client extends object>(client: Client): Client {
  const run: unknown = Reflect.get(client, 'query');
  if (typeof run !== 'function') throw new TypeError('A database client has a query function.');
  let last: Promise<unknown> = Promise.resolve();
  const query = (...statement: unknown[]): Promise<unknown> => {
    const send = (): unknown => run.apply(client, statement);
    last = last.then(send, send);
    return last;
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return query;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
