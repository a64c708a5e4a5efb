export type Compare<T> = (a: T, b: T) => number;

/** The order of the characters' numbers: the same on every machine, whatever its language. */
export const compareCodePoints: Compare<string> = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The nearest of the others on both sides of an item; the others may come in any order. */
export function neighbours<T>(
  others: readonly T[],
  item: T,
  compare: Compare<T>,
): { readonly before: T | undefined; readonly after: T | undefined } {
  const sorted = [...others].sort(compare);
  return {
    before: sorted.findLast((other) => compare(other, item) < 0),
    after: sorted.find((other) => compare(other, item) > 0),
  };
}
