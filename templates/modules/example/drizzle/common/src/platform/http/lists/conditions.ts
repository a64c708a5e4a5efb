import { and, asc, type Column, desc, or, type SQL } from 'drizzle-orm';
import { contains } from './contains.js';
import type { Sort } from './parameters.js';

/** The condition of every filter that the query uses, joined by `and`. */
export function whereOf<Query extends object>(
  query: Query,
  filters: {
    readonly [Name in keyof Query]?: (value: NonNullable<Query[Name]>) => SQL | undefined;
  },
): SQL | undefined {
  const conditions: (SQL | undefined)[] = [];
  for (const name in filters) {
    const value = query[name];
    if (value !== undefined && value !== null) conditions.push(filters[name]?.(value));
  }
  return and(...conditions);
}

/** Every word of the text is in one of the columns, in whatever case. */
export function searchIn(columns: readonly Column[], text: string): SQL | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return and(...words.map((word) => or(...columns.map((column) => contains(column, word)))));
}

/** The order that was asked for, and then the id: pages of equal values stay apart. */
export function orderOf<Field extends string>(
  sorts: readonly Sort<Field>[],
  columns: Readonly<Record<Field | 'id', Column>>,
): SQL[] {
  const terms = sorts.map(({ field, descending }) =>
    descending ? desc(columns[field]) : asc(columns[field]),
  );
  return [...terms, asc(columns.id)];
}
