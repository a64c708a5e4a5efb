import { expect, test } from 'vitest';
import { logged } from './logged.js';
import { type LoggedQuery, onQuery } from './query-log.js';

class Client {
  readonly #rows = [1];
  readonly name = 'fake';
  async query(statement: string | { text: string; values?: unknown[] }, params?: unknown[]) {
    return { rows: this.#rows, statement, params };
  }
  describe() {
    return `${this.#rows.length} rows`;
  }
}

test('a client tells what it runs, however it is asked', async () => {
  const client = logged(new Client());
  const queries: LoggedQuery[] = [];
  const stop = onQuery((query) => queries.push(query));
  expect(await client.query('select $1', ['a'])).toMatchObject({ rows: [1], params: ['a'] });
  expect(await client.query({ text: 'select $1', values: ['b'] })).toMatchObject({
    params: undefined,
  });
  await client.query({ text: 'select 2' });
  stop();
  expect(queries.map(({ sql }) => sql)).toEqual(['select $1', 'select $1', 'select 2']);
});

test('leaves the rest of the client as it is', () => {
  const client = logged(new Client());
  expect(client.name).toBe('fake');
  expect(client.describe()).toBe('1 rows');
});
