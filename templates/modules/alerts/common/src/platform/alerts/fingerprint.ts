import { createHash } from 'node:crypto';
import type { ErrorWhere } from '../errors/report.js';

/** What makes two errors the same: their class, the place in our own code, and the route or job. */
export function fingerprintOf(error: unknown, { kind, name }: ErrorWhere): string {
  const parts = [errorName(error), topFrame(error) ?? '', kind, name];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

export const errorName = (error: unknown): string =>
  error instanceof Error ? error.name : typeof error;

/** The first stack frame that is neither Node's nor a dependency's. */
export function topFrame(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('at ') && !/node_modules|node:|<anonymous>$/.test(line));
}
