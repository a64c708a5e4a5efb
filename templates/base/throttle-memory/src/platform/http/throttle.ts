import { settings } from '../../settings/index.js';
import { Problem } from '../errors/problem.js';
import { clientKey } from './client-key.js';
import { RequestWindows } from './throttle-windows.js';

const { anonymous } = settings.throttle;
const windows = anonymous === 'off' ? undefined : new RequestWindows(anonymous);

/** Counts a request of a client. Throws a 429 when the client has used up what it may. */
export function throttle(address: string): void {
  const waitMs = windows?.take(clientKey(address)) ?? 0;
  if (waitMs === 0) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new Problem({
    status: 429,
    detail: `Too many requests; try again in ${seconds} seconds.`,
    headers: { 'retry-after': String(seconds) },
  });
}
