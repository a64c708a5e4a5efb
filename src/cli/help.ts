import { Help, type HelpConfiguration, type Command as Parser } from 'commander';
import type { Command, Program } from './command.js';
import { type Flag, spell } from './flags.js';
import type { Colors } from './session.js';

/** The width of a column of terms; a term that is wider stands on a line of its own. */
const optionWidth = 22;
const exampleWidth = 44;

/** How commander writes the help of a program: titles without colons, flags with their choices. */
export function helpConfiguration({ name, commands }: Program, colors: Colors): HelpConfiguration {
  const flags = new Map(commands.flatMap((command) => command.flags.map((flag) => [`--${flag.name}`, flag])));
  const terms = new Map(commands.map((command) => [command.name, `${command.name} ${command.words}`.trim()]));
  const flagOf = (long: string | undefined): Flag | undefined => flags.get(long ?? '');
  const termOf = (sub: Parser): string => terms.get(`${name} ${sub.name()}`) ?? sub.name();
  return {
    styleTitle: (title) => colors.bold(title.replace(/:$/, '')),
    styleUsage: (usage) => ` ${usage}`,
    styleDescriptionText: (text) => colors.dim(text),
    optionTerm: ({ long, flags: typed }) => {
      const flag = flagOf(long);
      return flag === undefined ? typed : spell(flag);
    },
    optionDescription: ({ long, description }) => {
      const flag = flagOf(long);
      const listed = flag?.many === true && flag.choices !== undefined ? `: ${flag.choices.join(', ')}` : '';
      return `${description}${listed}`;
    },
    subcommandTerm: termOf,
    // Beside a list of commands, the options that every one of them has would stand in the way.
    visibleOptions(parser) {
      return parser.commands.length > 0 ? [] : Help.prototype.visibleOptions.call(this, parser);
    },
    padWidth: (parser) =>
      parser.commands.length === 0
        ? optionWidth
        : Math.max(...parser.commands.map((sub) => termOf(sub).length)),
    formatItem: itemLines,
  };
}

/** A term with its description, under each other where the term is too wide. */
function itemLines(term: string, width: number, description: string, helper: Help): string {
  if (helper.displayWidth(term) <= width)
    return Help.prototype.formatItem.call(helper, term, width, description, helper);
  const blank = Help.prototype.formatItem.call(helper, '', width, description, helper);
  return `  ${term}\n${blank}`;
}

/** Puts what a command does above its help, and how it is used below. */
export function addExamples(parser: Parser, { summary, examples }: Command, colors: Colors): void {
  parser.addHelpText('before', `${summary}\n`);
  if (examples.length === 0) return;
  parser.addHelpText('after', ({ command }) => {
    const helper = command.createHelp();
    helper.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() ?? 100 });
    const lines = examples.map(([example, what]) =>
      itemLines(example, exampleWidth, helper.styleDescriptionText(what), helper),
    );
    return ['', colors.bold('Examples'), ...lines].join('\n');
  });
}
