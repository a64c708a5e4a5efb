/**
 * Whether a client is too old, so that an app which can't be updated at once can tell its user. `version` is the
 * `X-Client-Version` of the request; clients that don't send it are let through.
 */
export function isTooOld(version: string | undefined, minimum: string | undefined): boolean {
  if (minimum === undefined || version === undefined) {
    return false;
  }
  const numbers = numbersOf(version);
  const differences = numbersOf(minimum).map((part, index) => (numbers[index] ?? 0) - part);
  const first = differences.find((difference) => difference !== 0);
  return first !== undefined && first < 0;
}

/** What isn't a number counts as 0. */
function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
