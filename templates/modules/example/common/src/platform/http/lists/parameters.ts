import { z } from 'zod';

const unknownParameter = z.unknown().refine(() => false, 'There is no such parameter.');

/**
 * The query string of a list. A parameter that isn't in `shape` is an error, so that a mistyped filter doesn't look
 * like a list of everything.
 */
export function listQuery<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  //{{#if versioning.query}}
  return z.object({ version: z.string().optional(), ...shape }).catchall(unknownParameter);
  //{{else}}
  return z.object(shape).catchall(unknownParameter);
  //{{/if}}
}

const largestPage = 100;

/** How many items an answer has; what is too large counts as the largest size there is. */
export const pageSize = z.coerce
  .number()
  .int()
  .min(1)
  .overwrite((size) => Math.min(size, largestPage))
  .default(20)
  .describe(`How many items an answer has, at most ${largestPage}`);

/** Free text to search for. */
export const search = z.string().trim().max(100);

/** `true` or `false`, as query strings say it. */
export const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

export interface Sort<Field extends string> {
  readonly field: Field;
  readonly descending: boolean;
}

/** Fields between commas, a minus sign turning the order around: `-price,name`. */
export function ordering<Field extends string>(fields: readonly Field[]) {
  return z
    .string()
    .transform((text, context): Sort<Field>[] =>
      text.split(',').flatMap((part) => {
        const name = part.trim().replace(/^-/, '');
        const field = fields.find((known) => known === name);
        if (field !== undefined) return [{ field, descending: part.trim().startsWith('-') }];
        context.addIssue(`Order by ${fields.join(', ')}, not by "${name}".`);
        return [];
      }),
    )
    .describe(
      `Fields between commas, of ${fields.join(', ')}; a minus sign turns the order around`,
    );
}
