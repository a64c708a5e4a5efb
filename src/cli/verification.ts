import { BackendError } from '../project/errors.js';
import type { Arguments } from './flags.js';
import type { Project } from './project.js';
import type { Session } from './session.js';
import type { TypeProblem } from './verify.js';
import type { Voice } from './voice.js';

/** What a type-check may take before it is only offered, in ms; what one may take that was asked for. */
const limits = { offered: 60_000, asked: 15 * 60_000 };

/** The error for new type errors: with or without the change being kept. */
export type Broken = (kept: boolean, install: string) => BackendError;

/**
 * Checks the types of a backend that create-backend didn't make, as they are before a change. What it returns checks them
 * again, after it; null when nothing got worse or nothing could be said.
 */
export async function verificationOf(
  session: Session,
  voice: Voice,
  given: Arguments,
  { root, adoption }: Project,
  installed: boolean,
): Promise<() => Promise<Broken | null>> {
  const nothing = async (): Promise<null> => null;
  const asked = given.has('verify');
  if (adoption === null || given.has('no-verify') || !(asked || installed)) return nothing;
  const { checkTypes, newErrors } = await import('./verify.js');
  const timeoutMs = asked ? limits.asked : limits.offered;
  const progress = voice.progress("Checking the project's types as they are");
  const before = await checkTypes(root, { timeoutMs, signal: session.signal });
  if (before.outcome === 'skipped') {
    progress.done(
      `Types are not checked: ${before.why}${asked ? '' : '; --verify checks them all the same'}`,
    );
    return nothing;
  }
  progress.done(`The project has ${countOf(before.errors)} as it is`);
  return async () => {
    const again = voice.progress('Checking types again');
    const after = await checkTypes(root, { timeoutMs: timeoutMs * 2, signal: session.signal });
    if (after.outcome === 'skipped') {
      again.done(`Types were not checked again: ${after.why}`);
      return null;
    }
    const fresh = newErrors(before.errors, after.errors);
    if (fresh.length === 0) {
      again.done('No type error is new');
      return null;
    }
    again.fail(`${countOf(fresh)} ${fresh.length === 1 ? 'is' : 'are'} new`);
    return (kept, install) => broken(fresh, kept, install);
  };
}

const countOf = ({ length }: readonly TypeProblem[]): string =>
  length === 0 ? 'no type errors' : length === 1 ? '1 type error' : `${length} type errors`;

function broken(errors: readonly TypeProblem[], kept: boolean, install: string): BackendError {
  return new BackendError('failed', {
    code: 'new-type-errors',
    what: `The project's own type-check finds ${countOf(errors)} more than before.`,
    why: kept
      ? 'The change was kept, as --keep asks.'
      : 'The change was taken back; all files are as they were.',
    details: errors.slice(0, 20).map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`),
    next: kept
      ? 'Mend them, or take the change back with: backend remove MODULE'
      : `Add --keep to keep it all the same. Packages that were installed go with: ${install}`,
  });
}
