import type { NextStep } from '../modules/module.js';
import { packageManagerView } from '../packages/package-managers.js';
import type { Plan } from '../plan/plan.js';
import { reconcile } from '../plan/reconcile.js';
import { type Answers, resolve } from '../plan/resolve.js';
import { BackendError, exitCodes } from '../project/errors.js';
import { manifestPath } from '../project/manifest.js';
import { commit } from '../tree/commit.js';
import type { Outcome } from './command.js';
import { fixOwnFiles } from './fixing.js';
import type { Arguments } from './flags.js';
import {
  blockedOutcome,
  changeLines,
  countChanges,
  isRecord,
  planDocument,
  sayDiff,
  sayNext,
  sayNotes,
} from './plan-report.js';
import type { Project } from './project.js';
import { interrupted } from './run.js';
import type { Session } from './session.js';
import { installation, runSteps, stepsOutcome } from './steps.js';
import { inOne, keepLockfiles, takeBack } from './undo.js';
import { verificationOf } from './verification.js';
import { plainVoice, type Voice } from './voice.js';

/** Brings a backend to another set of answers; the one road of add, remove, set and apply. */
export async function changeBackend(
  session: Session,
  given: Arguments,
  project: Project,
  to: Answers,
  done: string,
): Promise<Outcome> {
  const { tree, applied, name, root, adoption } = project;
  const voice = plainVoice(session);
  const plan = await reconcile({
    tree,
    applied,
    to,
    name,
    adoption,
    manual: given.has('manual'),
    force: given.has('force'),
  });
  const diff = given.has('diff');
  const dryRun = diff || given.has('dry-run');
  const needsInstall = dependenciesChanged(plan);
  const packageManager = adoption?.host.packageManager ?? String(plan.answers.app?.packageManager);
  const install = { command: packageManagerView(packageManager).install ?? '', why: '' };
  const left = needsInstall && given.has('no-install') ? [install] : [];
  const nextSteps = [...left, ...newSteps(project, plan)];
  const document = { project: { root, name }, ...(await planDocument(plan, { dryRun, diff })), nextSteps };
  if (plan.blocked.length > 0) return blockedOutcome(session, plan, document);
  sayWhatCameAlong(voice, project, plan);
  if (plan.changes.length === 0) {
    if (given.has('fix') && !dryRun) return fixAgain(session, voice, project, document);
    voice.end('Nothing to do: the backend is like that already.');
    return { exitCode: exitCodes.done, document };
  }
  if (diff) await sayDiff(session, plan.changes);
  else session.say(...changeLines(session, plan.changes), '');
  if (dryRun) {
    voice.end('Nothing was written.');
    return { exitCode: exitCodes.done, document };
  }
  if (adoption !== null) await minding(voice, given, project, plan);
  const installs = needsInstall && !given.has('no-install');
  const verification = await verificationOf(session, voice, given, project, !needsInstall || installs);
  if (session.signal.aborted) throw interrupted();
  await commit(root, plan.changes, { reads: tree.readHashes() });
  voice.done(`${done}: ${countChanges(plan.changes)}.`);
  const restoreLockfiles = keepLockfiles(root);
  let written = plan.changes;
  const undo = async (): Promise<void> => {
    await takeBack(root, written);
    restoreLockfiles();
  };
  const installed = await runSteps(session, voice, root, installs ? [installation(packageManager)] : []);
  const stands = installed.every(({ status }) => status === 'done');
  const fixed =
    stands && !given.has('no-fix') && !session.signal.aborted
      ? await fixOwnFiles(session, voice, project, given.has('fix') ? null : plan.changes)
      : { reports: [], changes: [] };
  written = inOne(written, fixed.changes);
  if (session.signal.aborted) {
    await undo();
    throw interrupted();
  }
  if (stands) {
    const broken = await verification();
    if (session.signal.aborted) {
      await undo();
      throw interrupted();
    }
    if (broken !== null) {
      if (!given.has('keep')) await undo();
      throw broken(given.has('keep'), install.command);
    }
  }
  sayNext(session, voice, nextSteps);
  return stepsOutcome(session, [...installed, ...fixed.reports], document);
}

/** Has the project's fixers go over what is there already, for which nothing else has to change. */
async function fixAgain(
  session: Session,
  voice: Voice,
  project: Project,
  document: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { reports } = await fixOwnFiles(session, voice, project, null);
  if (session.signal.aborted) throw interrupted();
  if (reports.length === 0) voice.end('Nothing to do: the project has no fixer of its own for these files.');
  return stepsOutcome(session, reports, document);
}

function sayWhatCameAlong(voice: Voice, { edited }: Project, plan: Plan): void {
  if (edited) voice.note('backend.json was edited since it was last applied; its edits are applied too.');
  for (const { id, because } of plan.added) voice.note(`${id} comes along: ${because}`);
  sayNotes(voice, plan);
}

/** Whether package.json asks for other packages than before. */
function dependenciesChanged({ changes }: Plan): boolean {
  const change = changes.find(({ path }) => path === 'package.json');
  return change !== undefined && packagesIn(change.before) !== packagesIn(change.after);
}

function packagesIn(text: string | null): string {
  if (text === null) return '';
  const { dependencies, devDependencies } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify([dependencies, devDependencies]);
}

/** The steps of what is new: those that the backend had before were said before. */
function newSteps({ answers, name, adoption }: Project, plan: Plan): readonly NextStep[] {
  const before = resolve(answers, name, adoption).modules.flatMap(({ module, context }) =>
    module.nextSteps(context),
  );
  const known = new Set(before.map(({ command }) => command));
  return plan.nextSteps
    .filter(({ command }) => !known.has(command))
    .map(({ command, why }) => ({ command, why }));
}

/** Says which files of the change have uncommitted edits of the user's, or refuses. */
async function minding(
  voice: Voice,
  given: Arguments,
  { root, applied }: Project,
  plan: Plan,
): Promise<void> {
  const { dirtyFiles } = await import('./git-state.js');
  const dirty = await dirtyFiles(root);
  const ours = new Set([
    manifestPath,
    ...Object.keys(applied?.files ?? {}),
    ...Object.keys(applied?.seeds ?? {}),
  ]);
  const concerned = plan.changes
    .filter((change) => !isRecord(change) && !ours.has(change.path))
    .map(({ path }) => path)
    .filter((path) => dirty?.includes(path));
  if (concerned.length === 0) return;
  const what = `Git has uncommitted changes in ${concerned.join(', ')}, which this command changes too.`;
  if (!given.has('require-clean')) {
    voice.note(what);
    return;
  }
  throw new BackendError('blocked', {
    code: 'not-clean',
    what,
    why: '--require-clean was given; nothing was written.',
    next: 'Commit or stash them, then run the command again.',
  });
}
