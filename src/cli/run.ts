import { BackendError, exitCodes } from '../project/errors.js';
import type { Command } from './command.js';
import { printDocument, printError } from './document.js';
import { parseFlags } from './flags.js';
import { ownVersion } from './own-version.js';
import { openSession, type Session, type Surroundings } from './session.js';

/**
 * Runs one command to its end: reads its flags, prints its help, turns errors into words and an exit code.
 * Nothing else in the program ends the process or prints an error.
 */
export async function run(
  command: Command,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const session = openSession(surroundings, args.includes('--json'));
  try {
    const given = parseFlags(command.name, command.flags, args);
    if (given.has('help')) {
      const { helpOf } = await import('./help.js');
      const help = helpOf(command, session.colors, surroundings.stdout.columns ?? 100);
      return sayAlone(session, command.name, 'help', help);
    }
    if (given.has('version')) return sayAlone(session, command.name, 'version', `${ownVersion()}\n`);
    checkWords(command, given.words);
    const { run: execute } = await command.load();
    const { exitCode, document } = await execute(session, given);
    if (session.json) printDocument(session, command.name, exitCode, document);
    return exitCode;
  } catch (error) {
    return printError(session, command.name, asBackendError(error, surroundings.signal));
  }
}

function sayAlone(session: Session, command: string, key: string, text: string): number {
  if (session.json) printDocument(session, command, exitCodes.done, { [key]: text.trimEnd() });
  else session.stdout.write(text);
  return exitCodes.done;
}

function checkWords(command: Command, words: readonly string[]): void {
  const typed = `${command.name} ${command.words}`.trim();
  if (words.length < command.minWords) {
    throw new BackendError('usage', {
      code: 'missing-argument',
      what: `${command.name} needs ${command.words}.`,
      next: `Write ${typed}; ${command.name} --help says more.`,
    });
  }
  if (words.length > command.maxWords) {
    const extra = words[command.maxWords] ?? '';
    throw new BackendError('usage', {
      code: 'unexpected-argument',
      what: `${command.name} has no use for "${extra}".`,
      next: `Write ${typed}; ${command.name} --help says more.`,
    });
  }
}

function asBackendError(error: unknown, signal: AbortSignal): BackendError {
  if (error instanceof BackendError) return error;
  if (signal.aborted) return interrupted();
  const details =
    error instanceof Error && error.stack !== undefined ? error.stack.split('\n') : [String(error)];
  return new BackendError('failed', {
    code: 'internal',
    what: `The program itself failed: ${error instanceof Error ? error.message : String(error)}`,
    next: 'This is a bug: please report it with the lines below.',
    details,
    cause: error,
  });
}

/** The error of a run that Ctrl-C ended. */
export function interrupted(): BackendError {
  return new BackendError('interrupted', { code: 'interrupted', what: 'Stopped; nothing was changed.' });
}
