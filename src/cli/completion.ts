import { type Command, onlyCommandOf, type Program } from './command.js';
import type { Flag } from './flags.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The completion script of a shell for both programs. */
export function completionScript(shell: Shell, programs: readonly Program[]): string {
  const script = { bash, zsh, fish }[shell];
  return programs.map(script).join('\n');
}

/** The command without the program's name: `add`, or nothing for a program that is one command. */
const subcommandOf = (program: Program, command: Command): string =>
  command.name.slice(program.name.length).trim();

const isSingle = (program: Program): boolean => onlyCommandOf(program) !== null;

const functionName = (program: string): string => `_${program.replaceAll('-', '_')}`;

const dashed = (flags: readonly Flag[]): string => flags.map(({ name }) => `--${name}`).join(' ');

/** The word behind the program's name, as bash writes it. */
const bashCommand = `\${COMP_WORDS[1]}`;

function bash(program: Program): string {
  const name = functionName(program.name);
  const cases = program.commands.map((command) => {
    const label = isSingle(program) ? '*' : subcommandOf(program, command);
    const values = command.flags
      .filter(({ choices }) => choices !== undefined)
      .map(({ name: flag, choices }) => `        --${flag}) words='${(choices ?? []).join(' ')}' ;;`);
    return [
      `    ${label})`,
      `      case "$previous" in`,
      ...values,
      `        *) if [[ $current == -* ]]; then words='${dashed(command.flags)}'; else words='${command.wordChoices.join(' ')}'; fi ;;`,
      '      esac ;;',
    ].join('\n');
  });
  const commands = program.commands.map((command) => subcommandOf(program, command)).join(' ');
  const first = isSingle(program)
    ? []
    : [
        `  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W '${commands}' -- "$current")); return; fi`,
      ];
  return [
    `${name}() {`,
    `  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=''`,
    ...first,
    `  case "${isSingle(program) ? program.name : bashCommand}" in`,
    ...cases,
    '  esac',
    `  COMPREPLY=($(compgen -W "$words" -- "$current"))`,
    '}',
    `complete -o default -F ${name} ${program.name}`,
    '',
  ].join('\n');
}

const zshText = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');

function zsh(program: Program): string {
  const name = functionName(program.name);
  const specs = (command: Command): string[] => [
    ...command.flags.map((flag) => {
      const { name: long, value, choices, description, many } = flag;
      const repeat = many === true ? '*' : '';
      const text = `[${zshText(description)}]`;
      if (value === null) return `'${repeat}--${long}${text}'`;
      const action = choices === undefined ? '_files' : `(${choices.join(' ')})`;
      return `'${repeat}--${long}${text}:${zshText(value)}:${action}'`;
    }),
    command.wordChoices.length === 0 ? `'*:word:_files'` : `'*:word:(${command.wordChoices.join(' ')})'`,
  ];
  const call = (command: Command, indent: string): string =>
    [
      `${indent}_arguments \\`,
      specs(command)
        .map((spec) => `${indent}  ${spec}`)
        .join(' \\\n'),
    ].join('\n');
  const only = onlyCommandOf(program);
  const body =
    only !== null
      ? [call(only, '  ')]
      : [
          '  if (( CURRENT == 2 )); then',
          '    local -a commands=(',
          ...program.commands.map(
            (command) => `      '${subcommandOf(program, command)}:${zshText(command.summary)}'`,
          ),
          '    )',
          `    _describe 'command' commands`,
          '    return',
          '  fi',
          '  local command=$words[2]',
          '  shift words; (( CURRENT-- ))',
          '  case $command in',
          ...program.commands.map(
            (command) => `    ${subcommandOf(program, command)})\n${call(command, '      ')} ;;`,
          ),
          '  esac',
        ];
  return [`${name}() {`, ...body, '}', `compdef ${name} ${program.name}`, ''].join('\n');
}

const fishText = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function fish(program: Program): string {
  const lines = program.commands.flatMap((command) => {
    const sub = subcommandOf(program, command);
    const start = `complete -c ${program.name}`;
    const when = isSingle(program) ? '' : ` -n '__fish_seen_subcommand_from ${sub}'`;
    const intro = isSingle(program)
      ? []
      : [`${start} -n __fish_use_subcommand -f -a ${sub} -d ${fishText(command.summary)}`];
    const words =
      command.wordChoices.length === 0
        ? []
        : [`${start}${when} -f -a ${fishText(command.wordChoices.join(' '))}`];
    const flags = command.flags.map(({ name, short, value, choices, description }) => {
      const shortPart = short === undefined ? '' : ` -s ${short}`;
      const values =
        value === null ? '' : choices === undefined ? ' -r' : ` -x -a ${fishText(choices.join(' '))}`;
      return `${start}${when} -l ${name}${shortPart}${values} -d ${fishText(description)}`;
    });
    return [...intro, ...words, ...flags];
  });
  return `${lines.join('\n')}\n`;
}
