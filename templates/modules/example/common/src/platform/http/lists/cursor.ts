import { z } from 'zod';
import { notFound } from '../../errors/problem.js';
import { type Links, withParameters } from './links.js';
import { pageSize } from './parameters.js';

/** `?cursor=...&page_size=50`. Clients follow the links; what is in a cursor is nothing to them. */
export const cursorPage = {
  cursor: z.string().optional().describe('Where to go on, from the links of another page'),
  page_size: pageSize,
};

type CursorQuery = z.output<z.ZodObject<typeof cursorPage>>;

/** Rows to read: those after `key`, or before it, in the order of the list. */
export interface KeysetWindow<Key> {
  readonly key: Key | undefined;
  readonly backwards: boolean;
  /** One more than a page has, which tells whether there is another one. */
  readonly limit: number;
}

/** What a cursor asks for. Throws a 404 when it isn't one of ours. */
export function keysetWindow<Key>(
  { cursor, page_size: size }: CursorQuery,
  keySchema: z.ZodType<Key>,
): KeysetWindow<Key> {
  if (cursor === undefined) return { key: undefined, backwards: false, limit: size + 1 };
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    const asked = z.object({ key: keySchema, backwards: z.boolean() }).parse(JSON.parse(text));
    return { ...asked, limit: size + 1 };
  } catch {
    throw notFound('The cursor is not valid.');
  }
}

/** Makes a page of the rows that were read for a window, in the order in which they were read. */
export function keysetPage<Row, Key>(
  url: URL,
  { key, backwards, limit }: KeysetWindow<Key>,
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Links & { readonly results: Row[] } {
  const hasMore = rows.length === limit;
  const results = rows.slice(0, limit - 1);
  if (backwards) results.reverse();
  const linkFrom = (row: Row | undefined, towards: 'next' | 'previous'): string | null => {
    if (row === undefined) return null;
    const text = JSON.stringify({ key: keyOf(row), backwards: towards === 'previous' });
    return withParameters(url, { cursor: Buffer.from(text).toString('base64url') });
  };
  const cameFromHere = key !== undefined;
  return {
    next: (backwards ? cameFromHere : hasMore) ? linkFrom(results.at(-1), 'next') : null,
    previous: (backwards ? hasMore : cameFromHere) ? linkFrom(results[0], 'previous') : null,
    results,
  };
}
