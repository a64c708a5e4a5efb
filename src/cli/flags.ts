import { BackendError } from '../project/errors.js';
import { didYouMean } from './nearest.js';

/** An option of a command line, as parsing, help, completion and the docs all read it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** The placeholder of the value in help, such as `FILE`; null for a switch. */
  readonly value: string | null;
  /** The only values that are right. */
  readonly choices?: readonly string[];
  /** Takes several values: separated by commas, or given again. */
  readonly many?: boolean;
  /** What separates them, where not every comma does. */
  readonly separator?: RegExp;
  readonly description: string;
}

/** A command line, read against the flags of its command. */
export class Arguments {
  constructor(
    readonly words: readonly string[],
    readonly given: ReadonlyMap<string, readonly string[]>,
  ) {}

  has(flag: string): boolean {
    return this.given.has(flag);
  }

  value(flag: string): string | undefined {
    return this.given.get(flag)?.[0];
  }

  /** What was given for a flag as one word, several values with commas between them. */
  joined(flag: string): string | undefined {
    return this.given.get(flag)?.join();
  }

  list(flag: string): readonly string[] {
    return this.given.get(flag) ?? [];
  }
}

/** `--framework fastify|express`, as help and the docs write a flag. */
export function spell({ name, short, value, choices, many }: Flag): string {
  const start = short === undefined ? `--${name}` : `-${short}, --${name}`;
  if (value === null) return start;
  return choices === undefined || many === true ? `${start} ${value}` : `${start} ${choices.join('|')}`;
}

export const usageError = (code: string, what: string, next: string): BackendError =>
  new BackendError('usage', { code, what, next });

export function missingValue({ name, value, choices }: Flag): BackendError {
  const oneOf = choices === undefined ? '' : `, one of ${choices.join(', ')}`;
  return usageError('missing-value', `--${name} needs a value.`, `Write --${name} ${value ?? ''}${oneOf}.`);
}

/**
 * Reads what was typed for a flag, together with what was given for it before. Throws a usage error that names the
 * nearest right value.
 */
export function readValues(
  command: string,
  flag: Flag,
  typed: string,
  before: readonly string[] | undefined,
): readonly string[] {
  // A lone `-` stands for standard input; anything else that looks like a flag is the next one.
  if (typed === '' || (typed.startsWith('-') && typed !== '-')) throw missingValue(flag);
  const values =
    flag.many === true ? typed.split(flag.separator ?? ',').filter((part) => part !== '') : [typed];
  for (const value of values) checkChoice(command, flag, value);
  if (before === undefined) return values;
  if (flag.many === true) return [...before, ...values];
  if (before[0] === typed) return values;
  throw usageError(
    'given-twice',
    `--${flag.name} was given twice, as ${before[0] ?? ''} and as ${typed}.`,
    'Give it once.',
  );
}

function checkChoice(command: string, { name, choices }: Flag, value: string): void {
  if (choices === undefined || choices.includes(value)) return;
  throw usageError(
    'unknown-value',
    `${command}: --${name} can't be ${value}.`,
    `${didYouMean(value, choices)}It is one of ${choices.join(', ')}.`,
  );
}
