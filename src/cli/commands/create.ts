import fs from 'node:fs';
import { relative } from 'node:path';
import type { NextStep } from '../../modules/module.js';
import { packageManagerView } from '../../packages/package-managers.js';
import type { Plan } from '../../plan/plan.js';
import { reconcile } from '../../plan/reconcile.js';
import { createFolder } from '../../tree/create.js';
import { fileTree } from '../../tree/diff.js';
import { Tree } from '../../tree/tree.js';
import type { Outcome } from '../command.js';
import type { Arguments } from '../flags.js';
import { blockedOutcome, isRecord, planDocument, sayDiff, sayNext, sayNotes } from '../plan-report.js';
import { describe, quoted, repeatCommand } from '../repeat.js';
import { type Request, readRequest } from '../request.js';
import { interrupted } from '../run.js';
import type { Session } from '../session.js';
import { firstCommit, installation, repository, runSteps, stepsOutcome } from '../steps.js';
import { missingParents, removeCreated } from '../undo.js';
import { plainVoice, promptVoice, type Voice } from '../voice.js';

/** Creates a backend: asks what is open, works out the files, writes them all or nothing, then installs. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const asks = session.interactive && !given.has('yes');
  const voice = asks ? await promptVoice(session) : plainVoice(session);
  voice.begin(session.colors.bold('create-backend'));
  const request = await readRequest(session, given, asks);
  const { root, name } = request.target;
  const folder = wordFor(root, session.cwd);
  const plan = await reconcile({ tree: new Tree(root, fs), applied: null, to: request.asked, name });
  const repeat = repeatCommand(folder, plan.answers, name, request);
  const dryRun = given.has('dry-run') || given.has('diff');
  const document = {
    project: { root, name },
    repeat,
    ...(await planDocument(plan, { dryRun, diff: given.has('diff') })),
    nextSteps: nextSteps(folder, request, plan),
    notes: [...request.notes, ...plan.notes.map(({ text }) => text)],
  };
  if (plan.blocked.length > 0) return blockedOutcome(session, plan, document);
  showPlan(session, voice, request, plan, folder, dryRun);
  if (dryRun) {
    if (given.has('diff')) await sayDiff(session, plan.changes);
    voice.section('The same without questions', [session.colors.cyan(repeat)]);
    voice.end('Nothing was written.');
    return { exitCode: 0, document };
  }
  if (asks) await confirmOrStop(session);
  return carryOut(session, voice, request, plan, { folder, repeat, document });
}

/** How to name the folder in a command: a relative path out of the current folder would be refused. */
function wordFor(root: string, cwd: string): string {
  const path = relative(cwd, root) || '.';
  return path.startsWith('..') ? root : path;
}

interface Prepared {
  readonly folder: string;
  readonly repeat: string;
  readonly document: Readonly<Record<string, unknown>>;
}

async function carryOut(
  session: Session,
  voice: Voice,
  request: Request,
  plan: Plan,
  { folder, repeat, document }: Prepared,
): Promise<Outcome> {
  const { target } = request;
  if (session.signal.aborted) throw interrupted();
  const parents = missingParents(target.root);
  const { kept } = await createFolder(target.root, plan.changes);
  for (const path of kept) voice.note(`${path} was there before and is kept as it is.`);
  voice.done(`Created ${session.colors.bold(target.name)} in ${target.root}`);
  const git = request.git && !target.kept.includes('.git');
  const wanted = [
    ...(git ? [repository] : []),
    ...(request.install ? [installation(String(plan.answers.app?.packageManager))] : []),
    ...(git ? [firstCommit(target.name)] : []),
  ];
  const steps = await runSteps(session, voice, target.root, wanted);
  if (session.signal.aborted) {
    removeCreated(target, plan.changes, parents);
    throw interrupted();
  }
  voice.section('The same without questions', [session.colors.cyan(repeat)]);
  sayNext(session, voice, nextSteps(folder, request, plan));
  voice.end(`${session.colors.bold(target.name)} is ready.`);
  return stepsOutcome(session, steps, document);
}

function showPlan(
  session: Session,
  voice: Voice,
  request: Request,
  plan: Plan,
  folder: string,
  dryRun: boolean,
): void {
  const { colors } = session;
  for (const note of request.notes) voice.note(note);
  for (const { id, because } of plan.added) voice.note(`${id} comes along: ${because}`);
  sayNotes(voice, plan);
  const rows = describe(plan.answers);
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  voice.section(
    request.target.name,
    rows.map(([label, value]) => `${colors.dim(label.padEnd(width))}${value}`),
  );
  const shown = plan.changes.filter((change) => !isRecord(change));
  const place = folder === '.' ? 'this folder' : `${folder}/`;
  const tree = fileTree(shown, dryRun ? { marked: false } : { marked: false, depth: 2 });
  voice.section(
    `${shown.length} files in ${place}`,
    tree.map((line) => paintBranch(line, session)),
  );
}

/** The lines of the tree stand back behind the names. */
function paintBranch(line: string, { colors }: Session): string {
  const branch = /^[\u2502\u251c\u2514\u2500 ]*/.exec(line)?.[0] ?? '';
  return `${colors.dim(branch)}${line.slice(branch.length).replace(/\d+ files?$/, (count) => colors.dim(count))}`;
}

async function confirmOrStop(session: Session): Promise<void> {
  const { askYesNo } = await import('../ask.js');
  if (!(await askYesNo(session, 'Create it?'))) throw interrupted();
}

/** From the new folder to a running server, then what modules can't do without. */
function nextSteps(folder: string, { install }: Request, plan: Plan): readonly NextStep[] {
  const manager = packageManagerView(String(plan.answers.app?.packageManager ?? 'npm'));
  const embedded = plan.answers.database?.engine === 'mysql' ? '' : ', with an embedded database';
  const address = `http://localhost:3000${'docs' in plan.answers ? '/docs' : ''}`;
  return [
    ...(folder === '.' ? [] : [{ command: `cd ${quoted(folder)}`, why: '' }]),
    ...(install ? [] : [{ command: manager.install ?? '', why: '' }]),
    { command: `${manager.run} dev`, why: `serves ${address}${embedded}` },
    ...('testing' in plan.answers ? [{ command: `${manager.run} test`, why: 'runs its tests' }] : []),
    ...plan.nextSteps.filter(({ needed }) => needed === true).map(({ command, why }) => ({ command, why })),
  ];
}
