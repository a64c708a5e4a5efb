import { expect, test } from 'vitest';
import { z } from 'zod';
import { cursorPage, keysetPage, keysetWindow } from './cursor.js';
import { limitOffset, limitOffsetLinks } from './limit-offset.js';
import { itemUrl } from './links.js';
import { numberedPage, pageNumber } from './page-number.js';
import { flag, listQuery, ordering, pageSize } from './parameters.js';

const url = new URL('http://shop.test/things?search=tea');

test('a parameter that a list does not know is a field error of its own', () => {
  const result = listQuery({ search: z.string() }).safeParse({ search: 'tea', colour: 'red' });
  expect(result.error?.issues).toEqual([
    expect.objectContaining({ path: ['colour'], message: 'There is no such parameter.' }),
  ]);
});

test('ordering is a list of known fields, each in its direction', () => {
  const schema = ordering(['price', 'name']);
  expect(schema.parse('-price, name')).toEqual([
    { field: 'price', descending: true },
    { field: 'name', descending: false },
  ]);
  expect(schema.safeParse('name,secret').error?.issues[0]?.message).toBe(
    'Order by price, name, not by "secret".',
  );
});

test('sizes have a standard and a limit, flags are words', () => {
  expect([undefined, '7', '1000'].map((size) => pageSize.parse(size))).toEqual([20, 7, 100]);
  expect(pageSize.safeParse('0').success).toBe(false);
  expect([flag.parse('true'), flag.parse('0')]).toEqual([true, false]);
  expect(flag.safeParse('perhaps').success).toBe(false);
});

test('page numbers link to their neighbours and keep the other parameters', () => {
  const { limit, offset, links } = numberedPage(url, { page: '2', page_size: 2 }, 5);
  expect({ limit, offset }).toEqual({ limit: 2, offset: 2 });
  expect(links).toEqual({
    next: 'http://shop.test/things?search=tea&page=3',
    previous: 'http://shop.test/things?search=tea',
  });
});

test('the last page has a name, and an empty list has one page', () => {
  const { offset, links } = numberedPage(url, { page: 'last', page_size: 2 }, 5);
  expect({ offset, ...links }).toEqual({
    offset: 4,
    next: null,
    previous: 'http://shop.test/things?search=tea&page=2',
  });
  const first = numberedPage(url, z.object(pageNumber).parse({}), 0);
  expect(first.links).toEqual({ next: null, previous: null });
});

test.each(['0', '4', '-1', '1.5', 'first'])('there is no page %s', (page) => {
  expect(() => numberedPage(url, { page, page_size: 2 }, 5)).toThrow('There is no such page.');
});

test('limit and offset link to their neighbours, the first of which has no offset', () => {
  expect(limitOffsetLinks(url, { limit: 2, offset: 2 }, 5)).toEqual({
    next: 'http://shop.test/things?search=tea&limit=2&offset=4',
    previous: 'http://shop.test/things?search=tea&limit=2',
  });
  expect(limitOffsetLinks(url, { limit: 2, offset: 4 }, 5).next).toBeNull();
  expect(limitOffsetLinks(url, z.object(limitOffset).parse({}), 5)).toEqual({
    next: null,
    previous: null,
  });
});

test('an item has its place under the collection, with the parameters of the request', () => {
  expect(itemUrl(new URL('http://shop.test/things'), 7)).toBe('http://shop.test/things/7');
  expect(itemUrl(new URL('http://shop.test/things/?version=v2'), 7)).toBe(
    'http://shop.test/things/7?version=v2',
  );
});

/** A list of the numbers from 1 to 5 that is read as a database would. */
function readPage(link: string | null) {
  const given = new URL(link ?? url);
  const query = z.object(cursorPage).parse({
    cursor: given.searchParams.get('cursor') ?? undefined,
    page_size: 2,
  });
  const window = keysetWindow(query, z.int());
  const { key = window.backwards ? 6 : 0, backwards, limit } = window;
  const numbers = [1, 2, 3, 4, 5].filter((number) => (backwards ? number < key : number > key));
  if (backwards) numbers.reverse();
  return keysetPage(given, window, numbers.slice(0, limit), (number) => number);
}

test('cursors lead through the whole list and back', () => {
  const first = readPage(null);
  const second = readPage(first.next);
  const third = readPage(second.next);
  expect([first, second, third].map(({ results }) => results)).toEqual([[1, 2], [3, 4], [5]]);
  expect([first.previous, third.next]).toEqual([null, null]);
  const back = readPage(third.previous);
  expect(back.results).toEqual([3, 4]);
  const start = readPage(back.previous);
  expect(start).toMatchObject({ results: [1, 2], previous: null });
  expect(readPage(start.next).results).toEqual([3, 4]);
});

test('a page with nothing left on it links nowhere', () => {
  const window = { key: 5, backwards: false, limit: 3 };
  expect(keysetPage(url, window, [], () => 5)).toEqual({ next: null, previous: null, results: [] });
});

test.each(['@@', 'bm90IGpzb24', Buffer.from('{"key":"x"}').toString('base64url')])(
  'the cursor %s is not one of ours',
  (cursor) => {
    expect(() => keysetWindow({ cursor, page_size: 2 }, z.int())).toThrow(
      'The cursor is not valid.',
    );
  },
);
