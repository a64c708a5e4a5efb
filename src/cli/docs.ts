import { wordsOf } from '../modules/option-values.js';
import { backendCommands } from './backend-commands.js';
import type { Command } from './command.js';
import { createCommand } from './create-command.js';
import { declaredOptions, flaggedOptions, isOptional, none, valuesOf, visibleModules } from './declared.js';
import { type Flag, spell } from './flags.js';

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

const codes = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** The modules with their options, as a Markdown table. */
export function modulesTable(): string {
  const flagOf = new Map(flaggedOptions.map(({ module, option, flag }) => [`${module.id}.${option}`, flag]));
  const rows = visibleModules.map((module) => {
    const options = declaredOptions.filter((declared) => declared.module === module);
    const answers = options.map(({ option, spec }) => {
      const values = (valuesOf(spec) ?? ['a text']).map((value) =>
        wordsOf(spec.default).includes(value) ? `**${value}**` : value,
      );
      const flag = flagOf.get(`${module.id}.${option}`);
      return `\`${module.id}.${option}\`${flag === undefined ? '' : ` (\`--${flag}\`)`}: ${values.join(', ')}`;
    });
    const presence = isOptional(module) ? 'by choice' : 'always';
    return [`\`${module.id}\``, module.summary, answers.join('<br>'), presence];
  });
  return table(['Module', 'What it is', 'Options, the default in bold', 'There'], rows);
}

/** The flags of a command, as a Markdown table. */
function flagsTable(flags: readonly Flag[]): string {
  return table(
    ['Flag', 'What it does'],
    flags.map((flag) => {
      const values = flag.many === true ? (flag.choices ?? []).filter((value) => value !== none) : [];
      return [
        `\`${spell(flag)}\``,
        values.length === 0 ? flag.description : `${flag.description}: ${codes(values)}`,
      ];
    }),
  );
}

/** Every command with its flags and examples, as Markdown. */
export function commandsSection(): string {
  return [createCommand, ...backendCommands].map(commandSection).join('\n\n');
}

function commandSection({ name, words, summary, flags, examples }: Command): string {
  const width = Math.max(...examples.map(([command]) => command.length)) + 3;
  const lines = examples.map(([command, what]) => `${command.padEnd(width)}# ${what}`);
  return [
    `### ${name}`,
    '',
    `\`${[name, words].join(' ').trim()}\`: ${summary}`,
    '',
    '```sh',
    ...lines,
    '```',
    '',
    flagsTable(flags),
  ].join('\n');
}

/** Puts the parts that the declarations write between their markers. */
export function fillMarkers(text: string): string {
  const parts: Readonly<Record<string, string>> = { modules: modulesTable(), commands: commandsSection() };
  return text.replace(
    /<!-- (\w+): written by npm run docs -->[\s\S]*?<!-- end -->/g,
    (_all, part: string) =>
      `<!-- ${part}: written by npm run docs -->\n\n${parts[part] ?? ''}\n\n<!-- end -->`,
  );
}
