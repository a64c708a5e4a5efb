import { z } from 'zod';

/** PostgreSQL's unique_violation, as the server tells it and as TypeORM passes it on. */
const violation = z.object({ code: z.literal('23505'), detail: z.string() });

/** The API's names of the fields whose values are taken already; undefined when the error is another one. */
export function uniqueViolation(error: unknown): readonly string[] | undefined {
  const found = violation.safeParse(error);
  const columns = found.success ? /^Key \((.+?)\)=\(/.exec(found.data.detail)?.[1] : undefined;
  return columns?.split(', ').map(fieldOf);
}

/** The API's name of a column: `lower((sku_code)::text)` is `skuCode`. */
function fieldOf(column: string): string {
  const bare = column.replace(/::[\w ]+/g, '').replace(/^\w+\(+|[()"]/g, '');
  return bare.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
