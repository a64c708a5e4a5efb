import { expect, test } from 'vitest';
import { type LoggedQuery, logged, onQuery } from './query-log.js';

class Client {
  readonly #rows = [1];
  readonly name = 'fake';
  async query(statement: string | { text: string }, params: unknown[] = []) {
    if (statement === 'broken') throw new Error('syntax error');
    return { rows: this.#rows, statement, params };
  }
  describe() {
    return `${this.#rows.length} rows`;
  }
}

function record() {
  const queries: LoggedQuery[] = [];
  return { queries, stop: onQuery((query) => queries.push(query)) };
}

test('tells listeners what ran, with what and how long, until they stop', async () => {
  const client = logged(new Client());
  const { queries, stop } = record();
  await client.query('select $1', ['a']);
  await client.query({ text: 'select 2' });
  stop();
  await client.query('select 3');
  expect(queries).toEqual([
    { sql: 'select $1', params: ['a'], durationMs: expect.any(Number) },
    { sql: 'select 2', params: [], durationMs: expect.any(Number) },
  ]);
});

test('tells of statements that fail, and passes their error on', async () => {
  const { queries, stop } = record();
  await expect(logged(new Client()).query('broken')).rejects.toThrow('syntax error');
  stop();
  expect(queries.map(({ sql }) => sql)).toEqual(['broken']);
});

test('leaves the rest of the client as it is', () => {
  const client = logged(new Client());
  expect(client.name).toBe('fake');
  expect(client.describe()).toBe('1 rows');
  expect(() => logged({})).toThrow('A database client has a query function.');
});
