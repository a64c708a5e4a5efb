import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../plan/resolve.js';
import { BackendError, exitCodes } from '../project/errors.js';
import type { Outcome } from './command.js';
import { errorDocument, printError } from './document.js';
import type { Arguments } from './flags.js';
import type { Session } from './session.js';
import type { Voice } from './voice.js';

/** Something to run after the files are written. When it fails, the files stay, and `resume` finishes the work. */
export interface Step {
  readonly id: 'install' | 'git';
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  readonly doing: string;
  readonly done: string;
  readonly failed: string;
  readonly resume: string;
}

export interface StepResult {
  readonly id: Step['id'];
  readonly status: 'done' | 'failed';
  readonly resume: string;
  readonly output: string;
}

const installStepOf = (answers: Answers): Step => {
  const manager = String(answers.app?.packageManager ?? 'npm');
  return {
    id: 'install',
    commands: [[manager, 'install']],
    doing: `Installing dependencies with ${manager}`,
    done: `Installed dependencies with ${manager}`,
    failed: `${manager} install failed; the files are all there`,
    resume: `${manager} install`,
  };
};

/** The installation, unless it was declined. */
export function installStep(given: Arguments, answers: Answers): readonly Step[] {
  return given.has('no-install') ? [] : [installStepOf(answers)];
}

/** What follows a creation: the installation, then a repository whose first commit has the lockfile too. */
export function finishingSteps(
  wants: { readonly install: boolean; readonly git: boolean },
  answers: Answers,
  root: string,
  name: string,
): readonly Step[] {
  const git: Step = {
    id: 'git',
    commands: [
      ['git', 'init', '--quiet'],
      ['git', 'add', '--all'],
      ['git', 'commit', '--quiet', '--message', `Create ${name}`],
    ],
    doing: 'Making a git repository',
    done: 'Made a git repository with a first commit',
    failed: 'Making a git repository failed; the files are all there',
    resume: `git init && git add --all && git commit --message 'Create ${name}'`,
  };
  const hasRepository = existsSync(join(root, '.git'));
  return [...(wants.install ? [installStepOf(answers)] : []), ...(wants.git && !hasRepository ? [git] : [])];
}

/** Runs steps one after the other; one that fails doesn't stop the next. Ctrl-C stops them all. */
export async function runSteps(
  session: Session,
  voice: Voice,
  root: string,
  steps: readonly Step[],
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    if (session.signal.aborted) break;
    const progress = voice.progress(step.doing);
    const output = await runStep(session, root, step);
    if (output === null) progress.done(step.done);
    else progress.fail(session.signal.aborted ? 'Stopped' : step.failed);
    results.push({
      id: step.id,
      status: output === null ? 'done' : 'failed',
      resume: step.resume,
      output: output ?? '',
    });
  }
  return results;
}

/** Null when every command of the step ended well, or else what the failing one printed. */
async function runStep({ signal }: Session, root: string, step: Step): Promise<string | null> {
  const { execa } = await import('execa');
  for (const [program, ...args] of step.commands) {
    const result = await execa(program, args, {
      cwd: root,
      all: true,
      stdin: 'ignore',
      reject: false,
      cancelSignal: signal,
      // Ctrl-C goes to the program's whole group; the installer is ended by us, after it could clean up.
      forceKillAfterDelay: 2000,
    });
    if (result.failed)
      return [result.all, result.exitCode === undefined ? result.shortMessage : ''].join('\n').trim();
  }
  return null;
}

/** The outcome of a run whose files are written: a step that failed makes it fail, and says how to finish. */
export function stepsOutcome(
  session: Session,
  steps: readonly StepResult[],
  document: Readonly<Record<string, unknown>>,
): Outcome {
  const failed = steps.filter(({ status }) => status === 'failed');
  const whole = { ...document, steps: steps.map(({ id, status, resume }) => ({ id, status, resume })) };
  if (failed.length === 0) return { exitCode: exitCodes.done, document: whole };
  const error = new BackendError('failed', {
    code: `${failed[0]?.id ?? 'step'}-failed`,
    what: `The files are written, but not everything after that worked: ${failed.map(({ id }) => id).join(', ')}.`,
    details: failed.flatMap(({ output }) => output.split('\n').slice(-15)),
    next: `Finish with: ${failed.map(({ resume }) => resume).join(' && ')}`,
  });
  if (!session.json) printError(session, '', error);
  return { exitCode: exitCodes.failed, document: { ...whole, error: errorDocument(error) } };
}
