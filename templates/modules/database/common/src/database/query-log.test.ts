import { expect, test } from 'vitest';
import { type LoggedQuery, logQuery, onQuery } from './query-log.js';

function record() {
  const queries: LoggedQuery[] = [];
  return { queries, stop: onQuery((query) => queries.push(query)) };
}

test('tells listeners what ran, and how long, until they stop', async () => {
  const { queries, stop } = record();
  expect(await logQuery('select 1', async () => 'answer')).toBe('answer');
  stop();
  expect(await logQuery('select 2', async () => 'answer')).toBe('answer');
  expect(queries).toEqual([{ sql: 'select 1', durationMs: expect.any(Number) }]);
});

test('tells of statements that fail, and passes their error on', async () => {
  const { queries, stop } = record();
  const failing = logQuery('broken', () => Promise.reject(new Error('syntax error')));
  await expect(failing).rejects.toThrow('syntax error');
  stop();
  expect(queries.map(({ sql }) => sql)).toEqual(['broken']);
});
