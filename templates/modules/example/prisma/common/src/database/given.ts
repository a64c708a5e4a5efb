/**
 * The fields that have a value. Prisma's types tell a field that is undefined, as those of parsed input may be, from
 * one that is left out.
 */
export function given<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
export function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
