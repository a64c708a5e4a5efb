import type { TestRequest } from './client.js';

/** Path and headers by which a client asks for a version: `client.get(...inVersion('v2', '/products'))`. */
export function inVersion(version: string, path: string): [path: string, request: TestRequest] {
  return [path, { query: { version } }];
}
