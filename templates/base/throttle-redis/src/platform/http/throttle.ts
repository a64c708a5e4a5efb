import { settings } from '../../settings/index.js';
import { Problem } from '../errors/problem.js';
import { clientKey } from './client-key.js';
import { RequestWindows } from './throttle-windows.js';

const { anonymous } = settings.throttle;
const windows = anonymous === 'off' ? undefined : new RequestWindows(anonymous);

/** Counts a request of a client. Throws a 429 when the client has used up what it may, at once when that is known. */
export function throttle(address: string): Promise<void> | undefined {
  const waitMs = windows?.take(clientKey(address));
  if (waitMs instanceof Promise) return waitMs.then(refuse);
  refuse(waitMs);
  return undefined;
}

function refuse(waitMs = 0): void {
  if (waitMs === 0) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new Problem({
    status: 429,
    detail: `Too many requests; try again in ${seconds} seconds.`,
    headers: { 'retry-after': String(seconds) },
  });
}
