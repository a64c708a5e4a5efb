import { createHash } from 'node:crypto';
import { currentContext } from '../context.js';

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What an answer may depend on. */
export interface PageRequest {
  /** Protocol and host, which links in the answer begin with. */
  readonly origin: string;
  /** Path and query, as the client sent them. */
  readonly url: string;
  readonly headers: RequestHeaders;
}

// Whoever sends one of these may get an answer of their own.
const personalHeaders = ['authorization', 'cookie', 'x-api-key'];

/** Whether the answer may be meant for one client alone. */
export function isPersonal(headers: RequestHeaders): boolean {
  return personalHeaders.some((name) => headers[name] !== undefined);
}

/**
 * The key of an answer: equal for requests that must get the same one. The order of query parameters doesn't
 * matter; the host, the API version, what tells who asks, and the headers of `vary` do.
 */
export function pageKey({ origin, url, headers }: PageRequest, vary: readonly string[]): string {
  const context = currentContext();
  const at = url.indexOf('?');
  const parameters = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  parameters.sort();
  const parts = [
    origin,
    at < 0 ? url : url.slice(0, at),
    parameters.toString(),
    context?.version,
    context?.userId,
    ...personalHeaders.map((name) => headers[name]),
    ...vary.map((name) => headers[name]),
  ];
  // JSON keeps the parts apart, whatever characters they have; undefined and '' stay different.
  const text = JSON.stringify(parts);
  return `page:${createHash('sha256').update(text).digest('base64url')}`;
}
