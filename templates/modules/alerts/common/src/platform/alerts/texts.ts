import { hostname } from 'node:os';
import { inspect } from 'node:util';
import type { ErrorWhere } from '../errors/report.js';
import type { Repeats } from './alert.js';
import { errorName } from './fingerprint.js';
import { starSecrets } from './star-secrets.js';

const maximumTitle = 160;
const maximumStack = 20_000;
const maximumLines = 100;

/** One line for a subject; line breaks in it would be headers of the sender's choice. */
export function errorTitle(error: unknown, { name }: ErrorWhere): string {
  const message = error instanceof Error ? error.message : String(error);
  return oneLine(`ERROR ${name}: ${errorName(error)}: ${starSecrets(message)}`);
}

/** Everything that helps to find the error, without secrets. */
export function errorText(error: unknown, where: ErrorWhere, environment: string): string {
  const request = where.url === undefined ? undefined : `${where.method ?? ''} ${where.url}`.trim();
  const facts = {
    Where: `${where.kind} ${where.name}`,
    Request: request,
    'Request id': where.requestId,
    User: where.userId,
    Job: where.jobId,
    Attempt: where.attempt,
    Environment: environment,
    Host: `${hostname()}, process ${process.pid}`,
    Time: new Date().toISOString(),
  };
  return `${starSecrets(stackOf(error)).slice(0, maximumStack)}\n\n${table(facts)}`;
}

/** What came again while it was held back. */
export function digestText(repeats: readonly Repeats[]): string {
  const sorted = repeats.toSorted((a, b) => b.count - a.count);
  const lines = sorted.slice(0, maximumLines).map(({ count, title }) => `${count} x ${title}`);
  const rest = sorted.length - lines.length;
  if (rest > 0) lines.push(`and ${rest} others`);
  return `These came again after the mail about the first one:\n\n${lines.join('\n')}\n`;
}

/** `Key: value` lines, without those that have no value. */
export function table(facts: Readonly<Record<string, string | number | undefined>>): string {
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${`${key}:`.padEnd(13)}${value}`);
  return `${lines.join('\n')}\n`;
}

export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maximumTitle ? `${line.slice(0, maximumTitle - 1)}…` : line;
}

/** The stack with those of its causes. */
function stackOf(error: unknown): string {
  return error instanceof Error ? inspect(error, { depth: 2 }) : `Thrown: ${inspect(error)}`;
}
