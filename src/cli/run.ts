import { BackendError } from '../project/errors.js';
import type { Program } from './command.js';
import { printDocument, printError } from './document.js';
import { type Parsed, parse } from './parse.js';
import { openSession, type Session, type Surroundings } from './session.js';

/**
 * Runs a program to its end: reads its command line, prints its help, turns errors into words and an exit code.
 * Nothing else in the program ends the process or prints an error.
 */
export async function run(
  program: Program,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const session = openSession(surroundings, args.includes('--json'));
  let name = program.name;
  try {
    const parsed = parse(program, args, session);
    name = parsed.kind === 'run' ? parsed.command.name : parsed.command;
    return await follow(session, parsed);
  } catch (error) {
    return printError(session, name, asBackendError(error, surroundings.signal));
  }
}

async function follow(session: Session, parsed: Parsed): Promise<number> {
  if (parsed.kind === 'refuse') return printError(session, parsed.command, parsed.error);
  if (parsed.kind === 'say') {
    const { command, what, text, exitCode } = parsed;
    if (session.json) printDocument(session, command, exitCode, { [what]: text.trimEnd() });
    else session.stdout.write(text);
    return exitCode;
  }
  const { command, given } = parsed;
  const { run: execute } = await command.load();
  const { exitCode, document } = await execute(session, given);
  if (session.json) printDocument(session, command.name, exitCode, document);
  return exitCode;
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
