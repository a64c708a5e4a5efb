import type { StepReport } from '../packages/installer.js';
import { packageManagerOf } from '../packages/package-managers.js';
import { BackendError, exitCodes } from '../project/errors.js';
import type { Outcome } from './command.js';
import { errorDocument, printError } from './document.js';
import type { Session } from './session.js';
import type { Voice } from './voice.js';

/** Something to run after the files are written. When it fails, the files stay, and its report says how to finish. */
export interface Step {
  readonly doing: string;
  readonly done: string;
  /** What to say when it isn't done and needn't be; the reason follows. */
  readonly skipped?: string;
  /** The step without which this one makes no sense. */
  readonly needs?: StepReport['id'];
  run(session: Session, root: string): Promise<StepReport>;
}

/** Installs the dependencies with the backend's package manager. */
export function installation(packageManager: string): Step {
  const { id, label } = packageManagerOf(packageManager);
  return {
    doing: `Installing dependencies with ${label}`,
    done: `Installed dependencies with ${label}`,
    run: async ({ signal, env }, root) => {
      const { installDependencies } = await import('../packages/installer.js');
      return installDependencies(root, id, { signal, environment: env });
    },
  };
}

/** Makes a git repository: before the installation, which may place hooks in it. */
export const repository: Step = {
  doing: 'Making a git repository',
  done: 'Made a git repository',
  skipped: 'No git repository was made',
  run: async ({ signal, env }, root) => {
    const { initializeRepository } = await import('../packages/installer.js');
    return initializeRepository(root, { signal, environment: env });
  },
};

/** Makes the first commit: after the installation, so that the lockfile is in it. */
export function firstCommit(name: string): Step {
  return {
    doing: 'Making the first commit',
    done: 'Made the first commit',
    skipped: 'No first commit was made',
    needs: 'git',
    run: async ({ signal, env }, root) => {
      const { commitEverything } = await import('../packages/installer.js');
      return commitEverything(root, `Create ${name}`, { signal, environment: env });
    },
  };
}

/** Runs steps one after the other; one that fails doesn't stop the next. Ctrl-C stops them all. */
export async function runSteps(
  session: Session,
  voice: Voice,
  root: string,
  steps: readonly Step[],
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    if (session.signal.aborted) break;
    const { needs } = step;
    if (needs !== undefined && !reports.some(({ id, status }) => id === needs && status === 'done')) continue;
    const progress = voice.progress(step.doing);
    const report = await step.run(session, root);
    if (report.status === 'done') progress.done(step.done);
    else if (report.status === 'skipped') progress.done(`${step.skipped ?? ''}: ${report.reason ?? ''}`);
    else
      progress.fail(
        session.signal.aborted ? 'Stopping: everything is taken back' : (report.reason ?? 'It failed.'),
      );
    reports.push(report);
  }
  return reports;
}

/**
 * The outcome of a run whose files are written: a step that failed makes it fail, and says how to finish. A project's own
 * fixer that doesn't work is only reported: nothing is missing without it.
 */
export function stepsOutcome(
  session: Session,
  reports: readonly StepReport[],
  document: Readonly<Record<string, unknown>>,
): Outcome {
  const whole = { ...document, steps: reports };
  const failed = reports.filter(({ id, status }) => status === 'failed' && id !== 'fix');
  const [first] = failed;
  if (first === undefined) return { exitCode: exitCodes.done, document: whole };
  const error = new BackendError('failed', {
    code: `${first.id}-failed`,
    what: `All files are written, but ${failed.map(({ id }) => id).join(' and ')} failed.`,
    why: failed.map(({ reason }) => reason ?? '').join(' '),
    details: failed.flatMap(({ output }) => output.split('\n').slice(-12)),
    next: `Finish with: ${failed.map(({ resume }) => resume).join(' && ')}`,
  });
  if (!session.json) printError(session, '', error);
  return { exitCode: exitCodes.failed, document: { ...whole, error: errorDocument(error) } };
}
