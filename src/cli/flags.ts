import { parseArgs } from 'node:util';
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

  list(flag: string): readonly string[] {
    return this.given.get(flag) ?? [];
  }
}

const usage = (code: string, what: string, next: string): BackendError =>
  new BackendError('usage', { code, what, next });

/**
 * Reads a command line. Every word that isn't a flag or the value of one is in `words`.
 * Throws a usage error that names the nearest right flag or value.
 */
export function parseFlags(command: string, flags: readonly Flag[], args: readonly string[]): Arguments {
  const known = new Map(flags.map((flag) => [flag.name, flag]));
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      flags.map((flag) => [
        flag.name,
        {
          type: flag.value === null ? ('boolean' as const) : ('string' as const),
          ...(flag.short === undefined ? {} : { short: flag.short }),
        },
      ]),
    ),
  });
  const words: string[] = [];
  const given = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.get(token.name);
    if (flag === undefined) throw unknownFlag(command, token.rawName, flags);
    const values = readValues(command, flag, token.value, token.inlineValue === true);
    given.set(flag.name, merge(flag, given.get(flag.name), values));
  }
  return new Arguments(words, given);
}

function unknownFlag(command: string, rawName: string, flags: readonly Flag[]): BackendError {
  const names = flags.map((flag) => `--${flag.name}`);
  const meant = didYouMean(rawName, names);
  return usage(
    'unknown-option',
    `${command} has no option ${rawName}.`,
    `${meant}${command} --help lists them all.`,
  );
}

function readValues(
  command: string,
  flag: Flag,
  value: string | undefined,
  inline: boolean,
): readonly string[] {
  const name = `--${flag.name}`;
  if (flag.value === null) {
    if (value !== undefined)
      throw usage('unexpected-value', `${name} takes no value.`, `Write ${name} alone.`);
    return [];
  }
  // A lone `-` stands for standard input; anything else that looks like a flag is the next one.
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-')) {
    const choices = flag.choices === undefined ? '' : `, one of ${flag.choices.join(', ')}`;
    const next = `Write ${name} ${flag.value}${choices}.`;
    throw usage('missing-value', `${name} needs a value.`, next);
  }
  const values = flag.many ? value.split(',').filter((part) => part !== '') : [value];
  for (const one of values) checkChoice(command, flag, one);
  return values;
}

function checkChoice(command: string, flag: Flag, value: string): void {
  if (flag.choices === undefined || flag.choices.includes(value)) return;
  throw usage(
    'unknown-value',
    `${command}: --${flag.name} can't be ${value}.`,
    `${didYouMean(value, flag.choices)}It is one of ${flag.choices.join(', ')}.`,
  );
}

function merge(
  flag: Flag,
  before: readonly string[] | undefined,
  values: readonly string[],
): readonly string[] {
  if (before === undefined) return values;
  if (flag.many) return [...before, ...values];
  if (before[0] === values[0]) return values;
  throw usage(
    'given-twice',
    `--${flag.name} was given twice, as ${before[0] ?? ''} and as ${values[0] ?? ''}.`,
    'Give it once.',
  );
}
