import { CommanderError, Command as Parser } from 'commander';
import { BackendError, exitCodes } from '../project/errors.js';
import { type Command, commonFlags, onlyCommandOf, type Program } from './command.js';
import { type Arguments, type Flag, missingValue, usageError } from './flags.js';
import { addExamples, helpConfiguration } from './help.js';
import { didYouMean } from './nearest.js';
import { argumentsOf, declare } from './parser.js';
import type { Session } from './session.js';

/** What a command line asks for: a command to run, a text to print, or nothing that could be understood. */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Arguments }
  | {
      readonly kind: 'say';
      readonly command: string;
      readonly what: 'help' | 'version';
      readonly text: string;
      readonly exitCode: number;
    }
  | { readonly kind: 'refuse'; readonly command: string; readonly error: BackendError };

/** Reads a command line of a program. */
export function parse(program: Program, args: readonly string[], session: Session): Parsed {
  let command = onlyCommandOf(program) ?? programAlone(program);
  let parser = new Parser(program.name);
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const width = (): number => session.stdout.columns ?? 100;
  const hasColors = (): boolean => session.colors.isColorSupported;
  parser
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: write,
      outputError: () => undefined,
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: hasColors,
      getErrHasColors: hasColors,
    })
    .configureHelp(helpConfiguration(program, session.colors))
    .hook('preSubcommand', (_program, chosen) => {
      command = program.commands.find(({ name }) => name === `${program.name} ${chosen.name()}`) ?? command;
      parser = chosen;
    });
  declare(parser, command);
  addExamples(parser, command, session.colors);
  if (onlyCommandOf(program) === null) addCommands(parser, program, session);
  try {
    parser.parse(args, { from: 'user' });
    return { kind: 'run', command, given: argumentsOf(parser) };
  } catch (error) {
    if (!(error instanceof CommanderError)) return refusal(command, error);
    if (error.code === 'commander.version')
      return { kind: 'say', command: command.name, what: 'version', text, exitCode: exitCodes.done };
    // `commander.help`: the program was named without a command.
    const help =
      error.code === 'commander.helpDisplayed' || (error.code === 'commander.help' && !session.json);
    if (!help) return refusal(command, inOurWords(error, command, parser));
    const exitCode = error.code === 'commander.help' ? exitCodes.usage : exitCodes.done;
    return { kind: 'say', command: command.name, what: 'help', text, exitCode };
  }
}

function refusal(command: Command, error: unknown): Parsed {
  if (!(error instanceof BackendError)) throw error;
  return { kind: 'refuse', command: command.name, error };
}

/** Reads arguments that are no command line, such as those of a config file, against flags. Throws usage errors. */
export function parseFlags(name: string, flags: readonly Flag[], args: readonly string[]): Arguments {
  const words = { words: '', minWords: 0, maxWords: Number.POSITIVE_INFINITY };
  const parser = new Parser().exitOverride().configureOutput({ outputError: () => undefined });
  declare(parser, { name, flags, ...words });
  try {
    return argumentsOf(parser.parse(args, { from: 'user' }));
  } catch (error) {
    throw error instanceof CommanderError ? inOurWords(error, { name, flags, ...words }, parser) : error;
  }
}

/** A program of several commands, as long as none of them is named. */
function programAlone({ name, summary }: Program): Command {
  return {
    name,
    words: 'COMMAND',
    wordChoices: [],
    minWords: 0,
    maxWords: 0,
    summary,
    flags: commonFlags,
    examples: [],
    load: () => Promise.reject(new Error(`${name} alone has nothing to run.`)),
  };
}

function addCommands(parser: Parser, program: Program, { colors }: Session): void {
  parser.helpCommand(false).addHelpText('after', `\n${program.name} COMMAND --help says more about each.`);
  for (const command of program.commands) {
    const added = parser.command(command.name.slice(program.name.length + 1)).action(() => undefined);
    declare(added, command).summary(command.summary);
    addExamples(added, command, colors);
  }
}

/** An error of commander with our code, and what to do next. */
function inOurWords(
  { code, message }: CommanderError,
  { name, words, flags, maxWords }: Pick<Command, 'name' | 'words' | 'flags' | 'maxWords'>,
  parser: Parser,
): BackendError {
  const [, quoted = ''] = /'(.*)'/.exec(message) ?? [];
  const [, meant = ''] = /\n\((Did you mean .*\?)\)$/.exec(message) ?? [];
  const hint = meant === '' ? '' : `${meant} `;
  const shape = `Write ${`${name} ${words}`.trim()}; ${name} --help says more.`;
  switch (code) {
    case 'commander.unknownOption': {
      const [option = '', ...inline] = quoted.split('=');
      const names = flags.map((flag) => `--${flag.name}`);
      if (names.includes(option))
        return usageError('unexpected-value', `${option} takes no value.`, `Write ${option} alone.`);
      // With a value behind it, the whole of `--quue=bullmq` was compared, which is near to nothing.
      const similar = inline.length === 0 ? hint : didYouMean(option, names);
      const next = `${similar}${name} --help lists them all.`;
      return usageError('unknown-option', `${name} has no option ${option}.`, next);
    }
    case 'commander.optionMissingArgument': {
      const flag = flags.find((some) => quoted.includes(`--${some.name} `));
      return flag === undefined
        ? usageError('missing-value', `${quoted} needs a value.`, shape)
        : missingValue(flag);
    }
    case 'commander.unknownCommand': {
      const names = parser.commands.map((command) => command.name()).join(', ');
      return usageError(
        'unknown-command',
        `There is no command ${name} ${quoted}.`,
        `${hint}Commands are ${names}.`,
      );
    }
    case 'commander.excessArguments':
      return usageError(
        'unexpected-argument',
        `${name} has no use for "${parser.args[maxWords] ?? ''}".`,
        shape,
      );
    default:
      return usageError('missing-argument', `${name} needs ${words}.`, shape);
  }
}
