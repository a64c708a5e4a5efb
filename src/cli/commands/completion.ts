import { BackendError, exitCodes } from '../../project/errors.js';
import { backendProgram } from '../backend-commands.js';
import type { Outcome } from '../command.js';
import { completionScript, shells } from '../completion.js';
import { createProgram } from '../create-command.js';
import type { Arguments } from '../flags.js';
import { didYouMean } from '../nearest.js';
import type { Session } from '../session.js';

/** Prints the completion script of a shell, for `backend` and `create-backend`. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const word = given.words[0] ?? '';
  const shell = shells.find((known) => known === word);
  if (shell === undefined) {
    throw new BackendError('usage', {
      code: 'unknown-value',
      what: `There is no completion for ${word}.`,
      next: `${didYouMean(word, shells)}It is one of ${shells.join(', ')}.`,
    });
  }
  const script = completionScript(shell, [createProgram, backendProgram]);
  session.say(script.trimEnd());
  return { exitCode: exitCodes.done, document: { shell, script } };
}
