/**
 * Whether a client is too old, so that an app which can't be updated at once can tell its user. `version` is the
 * `X-Client-Version` of the request; clients that don't send it are let through.
 */
export function isTooOld(version: string | undefined, minimum: string | undefined): boolean {
  if (minimum === undefined || version === undefined) return false;
  const numbers = numbersOf(version);
  for (const [index, part] of numbersOf(minimum).entries()) {
    const number = numbers[index];
    const difference = (number === undefined ? 0 : number) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** What isn't a number counts as 0. */
function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
