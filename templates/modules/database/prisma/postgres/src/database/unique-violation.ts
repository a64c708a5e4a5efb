import { z } from 'zod';

/** PostgreSQL's unique_violation, as raw SQL gets it. */
const raw = z.object({ code: z.literal('23505'), detail: z.string() });

/** The same in what Prisma throws: P2002, or P2010 where the statement was raw. */
const wrapped = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        originalCode: z.literal('23505'),
        constraint: z.object({ fields: z.array(z.string()) }),
      }),
    }),
  }),
});

/** The API's names of the fields whose values are taken already; undefined when the error is another one. */
export function uniqueViolation(error: unknown): readonly string[] | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    const columns = columnsOf(link);
    if (columns !== undefined) return columns.map(fieldOf);
  }
  return undefined;
}

function columnsOf(error: Error): readonly string[] | undefined {
  const ofPrisma = wrapped.safeParse(error);
  if (ofPrisma.success) return ofPrisma.data.meta.driverAdapterError.cause.constraint.fields;
  const ofServer = raw.safeParse(error);
  return ofServer.success
    ? /^Key \((.+?)\)=\(/.exec(ofServer.data.detail)?.[1]?.split(', ')
    : undefined;
}

/** The API's name of a column: `lower((sku_code)::text)` is `skuCode`. */
function fieldOf(column: string): string {
  const bare = column.replace(/::[\w ]+/g, '').replace(/^\w+\(+|[()"]/g, '');
  return bare.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
