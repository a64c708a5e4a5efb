import { z } from 'zod';

/** SQLite's violation of a unique constraint, which Drizzle wraps in an error of its own. */
const violation = z.object({
  code: z.literal('SQLITE_CONSTRAINT'),
  message: z.string().transform((message) => /UNIQUE constraint failed: (.+)$/.exec(message)?.[1]),
});

/** The API's names of the fields whose values are taken already; undefined when the error is another one. */
export function uniqueViolation(error: unknown): readonly string[] | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    const columns = violation.safeParse(link).data?.message;
    if (columns !== undefined) return columns.split(', ').map(fieldOf);
  }
  return undefined;
}

/** The API's name of a column: `products.sku_code` is `skuCode`. Of an index over expressions only its name is known. */
function fieldOf(column: string): string {
  const bare = column.replace(/^index '(.+)'$/, '$1').replace(/^.*\./, '');
  return bare.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
