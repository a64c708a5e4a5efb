import type { Command } from './command.js';
import type { Flag } from './flags.js';
import type { Colors } from './session.js';

/** The help of a command. */
export function helpOf(command: Command, colors: Colors, columns: number): string {
  const usage = [command.name, command.words, '[options]'].filter((part) => part !== '').join(' ');
  return [
    command.summary,
    '',
    `${colors.bold('Usage')}  ${usage}`,
    '',
    colors.bold('Options'),
    ...command.flags.flatMap((flag) => flagLines(flag, colors, columns)),
    '',
    colors.bold('Examples'),
    ...table(command.examples, colors, columns),
    '',
  ].join('\n');
}

/** The help of `backend`, which only has commands. */
export function helpOfAll(
  name: string,
  summary: string,
  commands: readonly Command[],
  colors: Colors,
  columns: number,
): string {
  const rows = commands.map(
    ({ name: full, words, summary: what }) => [`${full} ${words}`.trim(), what] as const,
  );
  return [
    summary,
    '',
    `${colors.bold('Usage')}  ${name} COMMAND [options]`,
    '',
    colors.bold('Commands'),
    ...table(rows, colors, columns),
    '',
    `${name} COMMAND --help says more about each.`,
    '',
  ].join('\n');
}

/** `--framework fastify|express`, as help and error messages write a flag. */
export function spell({ name, short, value, choices, many }: Flag): string {
  const start = short === undefined ? `--${name}` : `-${short}, --${name}`;
  if (value === null) return start;
  return choices === undefined || many === true ? `${start} ${value}` : `${start} ${choices.join('|')}`;
}

const indent = 26;

function flagLines(flag: Flag, colors: Colors, columns: number): string[] {
  const spelled = spell(flag);
  const listed = flag.many === true && flag.choices !== undefined ? `: ${flag.choices.join(', ')}` : '';
  return row(spelled, `${flag.description}${listed}`, indent, colors, columns);
}

function table(rows: readonly (readonly [string, string])[], colors: Colors, columns: number): string[] {
  const width = Math.min(48, Math.max(...rows.map(([left]) => left.length)) + 4);
  return rows.flatMap(([left, right]) => row(left, right, width, colors, columns));
}

/** Two columns; a left side that is too long stands on a line of its own. */
function row(left: string, right: string, width: number, colors: Colors, columns: number): string[] {
  const lines = wrap(right, Math.max(30, columns - width - 2));
  const pad = ' '.repeat(width);
  const rest = lines.map((line) => `${pad}${colors.dim(line)}`);
  if (left.length > width - 4) return [`  ${left}`, ...rest];
  return [`  ${left.padEnd(width - 2)}${colors.dim(lines[0] ?? '')}`, ...rest.slice(1)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
