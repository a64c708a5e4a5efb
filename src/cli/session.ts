import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';

export interface Output extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Input extends Readable {
  readonly isTTY?: boolean;
}

/** Where a program runs: handed in, so that tests can bring their own. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

/** One run of a command: where it runs and how it may speak. */
export interface Session extends Surroundings {
  readonly json: boolean;
  /** Whether somebody is there to answer a question. */
  readonly interactive: boolean;
  readonly colors: Colors;
  /** Prints lines for people; nothing with `--json`. */
  say(...lines: readonly string[]): void;
}

/** Why nobody can be asked, as an error says it. */
export const noTerminal = 'There is no terminal, CI is set, or --json was given.';

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';

export function openSession(surroundings: Surroundings, json: boolean): Session {
  const { env, stdin, stdout } = surroundings;
  const terminal = stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb';
  return {
    ...surroundings,
    json,
    interactive: terminal && !json && !isSet(env.CI),
    colors: picocolors.createColors(!json && wantsColor(env, stdout)),
    say: (...lines) => {
      if (!json) stdout.write(lines.map((line) => `${line}\n`).join(''));
    },
  };
}

/** NO_COLOR (https://no-color.org) goes before everything else. */
export function wantsColor(env: Surroundings['env'], stdout: Output): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (isSet(env.FORCE_COLOR)) return true;
  return stdout.isTTY === true && env.TERM !== 'dumb';
}
