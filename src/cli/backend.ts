import { BackendError, exitCodes } from '../project/errors.js';
import { backendCommands } from './backend-commands.js';
import { type Command, commonFlags } from './command.js';
import { printError } from './document.js';
import { didYouMean } from './nearest.js';
import { run } from './run.js';
import { openSession, type Surroundings } from './session.js';
import { processSurroundings } from './surroundings.js';

const summary = 'Change a backend that create-backend made, module by module.';

/** Runs `backend` and returns its exit code. */
export const main = (args: readonly string[]): Promise<number> => runBackend(args, processSurroundings());

/** Finds the command that the first word names, and runs it. */
export async function runBackend(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const word = at === -1 ? undefined : args[at];
  const command = backendCommands.find(({ name }) => name === `backend ${word ?? ''}`);
  if (command !== undefined)
    return run(
      command,
      args.filter((_arg, index) => index !== at),
      surroundings,
    );
  if (word === undefined) return runAlone(args, surroundings);
  const names = backendCommands.map(({ name }) => name.slice('backend '.length));
  const error = new BackendError('usage', {
    code: 'unknown-command',
    what: `There is no command backend ${word}.`,
    next: `${didYouMean(word, names)}Commands are ${names.join(', ')}.`,
  });
  return printError(openSession(surroundings, args.includes('--json')), 'backend', error);
}

/** `backend` without a command: help, also with `--help`; or its version. */
async function runAlone(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const alone: Command = {
    name: 'backend',
    words: 'COMMAND',
    wordChoices: [],
    minWords: 1,
    maxWords: 1,
    summary,
    flags: commonFlags,
    examples: [],
    load: () => Promise.reject(new Error('backend alone has nothing to run.')),
  };
  const asksForHelp = args.length === 0 || args.includes('--help') || args.includes('-h');
  if (!asksForHelp) return run(alone, args, surroundings);
  const { helpOfAll } = await import('./help.js');
  const { colors } = openSession(surroundings, false);
  const text = helpOfAll('backend', summary, backendCommands, colors, surroundings.stdout.columns ?? 100);
  surroundings.stdout.write(text);
  return args.length === 0 ? exitCodes.usage : exitCodes.done;
}
