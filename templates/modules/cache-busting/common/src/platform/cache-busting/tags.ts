type TagsByTable = Readonly<Record<string, readonly string[]>>;

/** The cache tags that depend on a table. A table that isn't listed has one tag: its own name. */
//{{#if on.example}}
const tagsByTable: TagsByTable = {
  order_lines: ['orders'],
};
//{{else}}
const tagsByTable: TagsByTable = {};
//{{/if}}

/** The tags to bust when the tables are written to. */
export function tagsOf(tables: readonly string[], known: TagsByTable = tagsByTable): string[] {
  return [...new Set(tables.flatMap((table) => known[table] ?? [table]))];
}
