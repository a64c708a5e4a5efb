import { settings } from '../../settings/index.js';
import { Problem } from '../errors/problem.js';
import { clientKey } from './client-key.js';
import { RequestWindows, type Verdict } from './throttle-windows.js';

const { anonymous } = settings.throttle;
const windows = anonymous === 'off' ? undefined : new RequestWindows(anonymous);

/** Counts a request of a client; undefined when nobody counts. */
export function throttle(address: string): Verdict | Promise<Verdict> | undefined {
  return windows?.take(clientKey(address));
}

/** 429, when the client has used up what it may. */
export function refusal({ allowed, retryAfterMs }: Verdict): Problem | undefined {
  if (allowed) return undefined;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new Problem({
    status: 429,
    detail: `Too many requests; try again in ${seconds} seconds.`,
    headers: { 'retry-after': String(seconds) },
  });
}
