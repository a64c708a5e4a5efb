import { settings } from '../../settings/index.js';

export type Headers = Readonly<Record<string, string>>;

const exposed = 'Deprecation, ETag, Link, Location, Retry-After, Sunset, X-Cache, X-Request-Id';

/**
 * The headers of answers, made once for every origin that is allowed: a request only picks its object. They are those
 * that matter for JSON; a page sets what else browsers should know.
 */
export class ResponseHeaders {
  readonly #plain: Headers;
  readonly #byOrigin = new Map<string, Headers>();

  /** With `https`, browsers are told to come back by https only. */
  constructor({ corsOrigins, https }: { corsOrigins: readonly string[]; https: boolean }) {
    const open = corsOrigins.includes('*');
    const security: Headers = {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
      ...(corsOrigins.length > 0 && !open && { vary: 'Origin' }),
    };
    const allowing = (origin: string): Headers => ({
      ...security,
      'access-control-allow-origin': origin,
      'access-control-expose-headers': exposed,
    });
    this.#plain = open ? allowing('*') : security;
    for (const origin of open ? [] : corsOrigins) this.#byOrigin.set(origin, allowing(origin));
  }

  /** What an answer to a request from `origin` carries. */
  of(origin: string | undefined): Headers {
    return (origin !== undefined && this.#byOrigin.get(origin)) || this.#plain;
  }

  /**
   * What a CORS pre-flight is answered with, or undefined when the origin isn't allowed.
   * `wanted` are the request headers that the browser asks about.
   */
  preflight(origin: string, wanted: string | undefined): Headers | undefined {
    const headers = this.of(origin);
    if (headers['access-control-allow-origin'] === undefined) return undefined;
    return {
      ...headers,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-max-age': '600',
      ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
    };
  }
}

/** The headers that this process answers with. */
export const responseHeaders = new ResponseHeaders({
  corsOrigins: settings.server.corsOrigins,
  https: settings.environment === 'staging' || settings.isProduction,
});
