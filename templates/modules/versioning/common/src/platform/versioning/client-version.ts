import { settings } from '../../settings/index.js';
import { Problem } from '../errors/problem.js';

/**
 * Refuses a client that is too old, by 426, so that an app which can't be updated at once can tell its user.
 * `version` is the `X-Client-Version` of the request; clients that don't send it are let through.
 */
export function checkClientVersion(
  version: string | string[] | undefined,
  minimum: string | undefined = settings.versioning.minimumClient,
): void {
  if (minimum === undefined || version === undefined) return;
  if (!isOlder(String(version), minimum)) return;
  throw new Problem({
    status: 426,
    detail: `This client is too old; version ${minimum} or a later one is needed.`,
    headers: { upgrade: `client/${minimum}` },
  });
}

/** Whether a dotted version comes before another one; what isn't a number counts as 0. */
function isOlder(version: string, minimum: string): boolean {
  const numbers = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  for (const [index, part] of minimum.split('.').entries()) {
    const difference = (numbers[index] ?? 0) - (Number.parseInt(part, 10) || 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
