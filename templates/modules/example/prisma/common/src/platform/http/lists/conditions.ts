/** The condition of every filter that the query uses; a row must meet all of them. */
export function whereOf<Query extends object, Where>(
  query: Query,
  filters: { readonly [Name in keyof Query]?: (value: NonNullable<Query[Name]>) => Where },
): { AND: Where[] } {
  const conditions: Where[] = [];
  for (const name in filters) {
    const value = query[name];
    const condition = value === undefined || value === null ? undefined : filters[name]?.(value);
    if (condition !== undefined) conditions.push(condition);
  }
  return { AND: conditions };
}

/** The words of a text to search for. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The word stands somewhere in the column, in whatever case. Prisma leaves the wildcards of SQL in it as they are. */
export function containing(word: string) {
  return { contains: word.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const;
}
