const name = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[\\w$]+)';
const verb =
  'insert\\s+(?:(?:ignore|or\\s+\\w+)\\s+)?into|replace\\s+into|update|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?';
const write = new RegExp(`\\b(?:${verb})\\s+(?:only\\s+)?(?:${name}\\.)*(${name})`, 'gi');

/** Texts, and comments, which can say anything. */
const noise = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** `for update of`, `on update cascade`, `on duplicate key update x = 1`, `do update set`: no other table is written. */
const clause = /\b(?:for(?:\s+no\s+key)?|on|key|do|before|after|of)\s+$/i;

/** The tables that a statement writes to, without their schemas and quotes; those inside of WITH too. */
export function writtenTables(sql: string): string[] {
  const tables = new Set<string>();
  const code = sql.replace(noise, "''");
  code.replace(write, (whole: string, table: string, offset: number) => {
    if (!clause.test(code.slice(0, offset))) {
      tables.add(table.replace(/^["`[]|["`\]]$/g, ''));
    }
    return whole;
  });
  return Array.from(tables);
}
