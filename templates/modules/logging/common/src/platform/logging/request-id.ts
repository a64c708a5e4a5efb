import { randomUUID } from 'node:crypto';

const wellFormed = /^[\w.:-]{1,128}$/;

/** The caller's `X-Request-Id` when it can go into logs and headers as it is, else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && wellFormed.test(header) ? header : randomUUID();
}
