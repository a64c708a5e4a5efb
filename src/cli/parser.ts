import { Argument, Option, type Command as Parser } from 'commander';
import type { Command } from './command.js';
import { Arguments, type Flag, readValues } from './flags.js';
import { ownVersion } from './own-version.js';

/** Gives a parser the flags and the words of a command. Flags that commander knows by itself are told it in its own way. */
export function declare(
  parser: Parser,
  command: Pick<Command, 'name' | 'words' | 'minWords' | 'maxWords' | 'flags'>,
): Parser {
  const { name, words, minWords, maxWords, flags } = command;
  parser.usage(`${words} [options]`.trim());
  if (maxWords > 0) {
    const argument = maxWords > 1 ? 'words...' : 'word';
    parser.addArgument(new Argument(minWords > 0 ? `<${argument}>` : `[${argument}]`));
  }
  const help = flags.find((flag) => flag.name === 'help');
  if (help === undefined) parser.helpOption(false);
  else parser.helpOption(`-${help.short}, --help`, help.description);
  for (const flag of flags) {
    if (flag.name === 'version') parser.version(ownVersion(), `-${flag.short}, --version`, flag.description);
    else if (flag.name !== 'help') parser.addOption(optionFor(name, flag));
  }
  return parser;
}

function optionFor(command: string, flag: Flag): Option {
  const { name, short, value, description } = flag;
  const long = value === null ? `--${name}` : `--${name} <${value}>`;
  const option = new Option(short === undefined ? long : `-${short}, ${long}`, description);
  if (value === null) return option;
  return option.argParser<readonly string[] | undefined>((typed, before) =>
    readValues(command, flag, typed, before),
  );
}

/** What was typed, once a parser has read it. */
export function argumentsOf(parser: Parser): Arguments {
  const given = new Map<string, readonly string[]>();
  for (const option of parser.options) {
    const attribute = option.attributeName();
    const value: unknown = parser.getOptionValue(attribute);
    // `--git` and `--no-git` are two options of one attribute, which is true by default.
    if (parser.getOptionValueSource(attribute) !== 'cli' || option.negate !== (value === false)) continue;
    given.set(option.name(), Array.isArray(value) ? value.map(String) : []);
  }
  return new Arguments(parser.args, given);
}
