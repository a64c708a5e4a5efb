import { format } from 'node:util';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { inspect } from 'node:util';
import { starSecrets } from '../errors/mask.js';
import type { ErrorWhere } from '../errors/report.js';
import type { Repeats } from './windows.js';

const maximumTitle = 160;
const maximumStack = 20_000;
const maximumLines = 100;

/** What makes two errors the same: their class, the place in our own code, and the route or job. */
export function fingerprintOf(error: unknown, { kind, name }: ErrorWhere): string {
  const parts = [errorName(error), topFrame(error), kind, name];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** One line for a subject; line breaks in it would be headers of the sender's choice. */
export function errorTitle(error: unknown, { name }: ErrorWhere): string {
  const message = error instanceof Error ? error.message : format('%s', error);
  return oneLine(`ERROR ${name}: ${errorName(error)}: ${starSecrets(message)}`);
}

/** Everything that helps to find the error, without secrets. */
export function errorText(error: unknown, where: ErrorWhere, environment: string): string {
  const request = where.url === undefined ? undefined : `${where.method ?? ''} ${where.url}`.trim();
  const facts = [
    ['Where', `${where.kind} ${where.name}`],
    ['Request', request],
    ['Request id', where.requestId],
    ['User', where.userId],
    ['Environment', environment],
    ['Host', `${hostname()}, process ${process.pid}`],
    ['Time', new Date().toISOString()],
  ] as const;
  const stack = error instanceof Error ? inspect(error, { depth: 2 }) : `Thrown: ${inspect(error)}`;
  const lines = facts.map(([key, value]) =>
    value === undefined ? '' : `${`${key}:`.padEnd(13)}${value}\n`,
  );
  return `${starSecrets(stack).slice(0, maximumStack)}\n\n${lines.join('')}`;
}

/** What came again while it was held back. */
export function digestText(repeats: readonly Repeats[]): string {
  const sorted = repeats.slice().sort((a, b) => b.count - a.count);
  const lines = sorted.slice(0, maximumLines).map(({ count, title }) => `${count} x ${title}`);
  const rest = sorted.length - lines.length;
  if (rest > 0) {
    lines.push(`and ${rest} others`);
  }
  return `These came again after the mail about the first one:\n\n${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maximumTitle ? `${line.slice(0, maximumTitle - 1)}…` : line;
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The first stack frame that is neither Node's nor a dependency's. */
function topFrame(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) {
    return '';
  }
  const frame = error.stack
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('at ') && !/node_modules|node:|<anonymous>$/.test(line));
  return frame === undefined ? '' : frame;
}
