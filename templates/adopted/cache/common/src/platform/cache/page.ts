import { createHash } from 'node:crypto';
import { cache } from './index.js';
import type { CacheOptions } from './types.js';

export interface PageOptions extends CacheOptions {
  /** The request headers that the answer depends on, in lower case; `accept` by default. */
  readonly vary?: readonly string[];
  /** How long clients may use the answer without asking again, in seconds; 0 by default: then a bust is seen at once. */
  readonly maxAgeSeconds?: number;
}

type HeaderValue = number | string | string[] | undefined;
type Headers = Readonly<Record<string, HeaderValue>> & { readonly vary?: HeaderValue };

/** An answer as it is kept. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const defaultVary: readonly string[] = ['accept'];

// They belong to one answer, or to the client that asked; whoever sends them again makes them anew.
const ownHeaders =
  /^(?:access-control-.*|connection|content-length|date|etag|x-cache|x-request-id|.*ratelimit.*)$/;

export type Turn =
  /** The answer is known. */
  | { readonly kind: 'hit'; readonly page: Page }
  /** This request makes the answer, for itself and for all who wait: `finish` must be called, with what to keep. */
  | { readonly kind: 'lead'; finish(page?: Page): void }
  /** The answer that this request waited for can't be kept. */
  | { readonly kind: 'alone' };

/** Finds the answer, or tells whose turn it is to make it: one request's, however many ask at the same time. */
export function takeTurn(key: string, options: CacheOptions): Promise<Turn> {
  return new Promise((resolve, reject) => {
    cache
      .getOrSet(key, options, () => lead(resolve))
      .then(
        (page) => resolve(page === undefined ? { kind: 'alone' } : { kind: 'hit', page }),
        reject,
      );
  });
}

/** Gives one request the turn, and waits for what it finishes with. */
function lead(tell: (turn: Turn) => void): Promise<Page | undefined> {
  return new Promise((resolve) => {
    tell({ kind: 'lead', finish: resolve });
  });
}

/** The strong entity tag of a body. */
export function entityTag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the tag. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) {
    return false;
  }
  if (ifNoneMatch.trim() === '*') {
    return true;
  }
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/**
 * The answer to keep, or undefined when its headers forbid it. `before` are the headers from before the route's
 * handler ran: only what the handler added is kept.
 */
export function pageOf(
  body: string,
  headers: Headers,
  before: Headers,
  vary: readonly string[],
): Page | undefined {
  if (headers['set-cookie'] !== before['set-cookie']) {
    return undefined;
  }
  const control = headers['cache-control'];
  if (control !== before['cache-control'] && /no-store|private/.test(String(control))) {
    return undefined;
  }
  const named = namesOf(headers.vary);
  if (!named.every((name) => name === 'origin' || vary.includes(name))) {
    return undefined;
  }
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === before[name] || ownHeaders.test(name)) {
      continue;
    }
    kept[name] = String(value);
  }
  return { headers: kept, body };
}

export interface Served {
  readonly state: 'hit' | 'miss';
  readonly personal: boolean;
  readonly before: Headers;
}

/** The headers that every cacheable answer gets, be it new or kept. */
export function pageHeaders(
  body: string,
  headers: Headers,
  served: Served,
  options: PageOptions,
): Record<'etag' | 'vary' | 'x-cache' | 'cache-control', string> {
  const { vary = defaultVary, maxAgeSeconds = 0 } = options;
  const scope = served.personal ? 'private' : 'public';
  const control = headers['cache-control'];
  return {
    etag: entityTag(body),
    vary: Array.from(new Set([...namesOf(headers.vary), ...vary]))
      .map(titled)
      .join(', '),
    'x-cache': served.state,
    'cache-control':
      control !== undefined && control !== served.before['cache-control']
        ? String(control)
        : `${scope}, ${maxAgeSeconds > 0 ? `max-age=${maxAgeSeconds}` : 'no-cache'}`,
  };
}

function namesOf(vary: HeaderValue): string[] {
  return String(vary ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function titled(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
