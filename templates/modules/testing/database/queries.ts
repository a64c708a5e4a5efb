import { expect } from 'vitest';
import { onQuery } from '../src/database/query-log.js';

/** Runs `fn` and expects that it sends exactly `count` statements to the database; a failure lists them. */
export async function assertNumQueries<T>(count: number, fn: () => Promise<T>): Promise<T> {
  const statements: string[] = [];
  const stop = onQuery(({ sql }) => statements.push(sql));
  try {
    const result = await fn();
    expect(statements, statements.join('\n')).toHaveLength(count);
    return result;
  } finally {
    stop();
  }
}
