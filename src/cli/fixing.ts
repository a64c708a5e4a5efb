import fs, { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adoption } from '../modules/adopted.js';
import type { Fixed, Fixer, Texts } from '../packages/fixers.js';
import type { StepReport } from '../packages/installer.js';
import { packageManagerOf } from '../packages/package-managers.js';
import { readApplied } from '../plan/applied.js';
import { stageTidied, untidied } from '../plan/tidied.js';
import { commit } from '../tree/commit.js';
import { type Change, Tree } from '../tree/tree.js';
import { dirtyFiles } from './git-state.js';
import type { Project } from './project.js';
import type { Session } from './session.js';
import type { Voice } from './voice.js';

/** What one fixer may take, in ms. */
const limit = 300_000;

export interface FixingResult {
  readonly reports: readonly StepReport[];
  /** What the fixers changed, and the record of it. */
  readonly changes: readonly Change[];
}

/**
 * Has the fixers of a backend that create-backend didn't make go over our files in it, and records what they made of them
 * as ours. `changes` is what a command wrote; null asks for every file of ours that nobody edited.
 */
export async function fixOwnFiles(
  session: Session,
  voice: Voice,
  { root, adoption, tree: looked }: Project,
  changes: readonly Change[] | null,
): Promise<FixingResult> {
  const nothing: FixingResult = { reports: [], changes: [] };
  const tree = new Tree(root, fs);
  const applied = adoption === null ? null : readApplied(tree);
  if (adoption === null || applied === null) return nothing;
  const rendered = untidied(
    tree,
    applied,
    changes === null ? null : new Set(changes.map(({ path }) => path)),
  );
  if (rendered.size === 0) return nothing;
  const { findFixers } = await import('../packages/fixers.js');
  const fixers = findFixers(root);
  if (fixers.length === 0) return nothing;
  const others = [...looked.readHashes().keys()].filter((path) => !rendered.has(path));
  const { texts, reports } = await runAll(session, voice, { root, adoption, fixers, rendered, others });
  if (session.signal.aborted) return nothing;
  stageTidied(tree, applied, new Map([...texts].filter(([path, text]) => tree.read(path) !== text)));
  const staged = tree.changes();
  if (staged.length > 0) await commit(root, staged, { reads: tree.readHashes() });
  return { reports, changes: staged };
}

interface Work {
  readonly root: string;
  readonly adoption: Adoption;
  readonly fixers: readonly Fixer[];
  readonly rendered: Texts;
  readonly others: readonly string[];
}

async function runAll(
  session: Session,
  voice: Voice,
  work: Work,
): Promise<{ readonly texts: Texts; readonly reports: readonly StepReport[] }> {
  const reports: StepReport[] = [];
  let texts = work.rendered;
  let linter: Linted | null = null;
  for (const fixer of work.fixers) {
    if (session.signal.aborted) break;
    const progress = voice.progress(`Running ${fixer.label} over ${filesOf(texts.size)}`);
    const fixed = await guarded(session, work, fixer, texts);
    if (fixed.outcome === 'done' && linter !== null && (await minds(session, work, linter, texts, fixed))) {
      const reason = `${linter.fixer.label} minds what it makes of them`;
      progress.done(`${fixer.label} changed nothing: ${reason}`);
      reports.push({ ...reportOf(fixer, work, fixed), status: 'skipped', reason: `${reason}.` });
      continue;
    }
    const report = reportOf(fixer, work, fixed);
    reports.push(report);
    if (fixed.outcome === 'failed') {
      progress.fail(report.reason ?? '');
      continue;
    }
    progress.done(sentenceOf(fixer, differing(texts, fixed.texts), texts.size, report));
    if (fixer.id !== 'prettier') linter = { fixer, complaints: fixed.complaints };
    texts = fixed.texts;
  }
  return { texts, reports };
}

interface Linted {
  readonly fixer: Fixer;
  readonly complaints: number;
}

/** Whether the linter undoes or minds what a formatter makes of files: the project doesn't format its own that way. */
async function minds(
  session: Session,
  work: Work,
  linter: Linted,
  before: Texts,
  { texts }: Extract<Fixed, { readonly outcome: 'done' }>,
): Promise<boolean> {
  if (differing(before, texts) === 0) return false;
  const again = await guarded(session, work, linter.fixer, texts);
  if (again.outcome === 'failed') return true;
  return again.complaints > linter.complaints || differing(texts, again.texts) > 0;
}

/** Runs a fixer; when it changes anything but our files, all of it is put back and it counts as failed. */
async function guarded(session: Session, { root, others }: Work, fixer: Fixer, texts: Texts): Promise<Fixed> {
  const { runFixer } = await import('../packages/fixers.js');
  const before = new Map(others.map((path) => [path, bytesOf(root, path)]));
  const dirty = new Set(await dirtyFiles(root));
  const fixed = await runFixer(root, fixer, texts, {
    signal: session.signal,
    environment: session.env,
    timeoutMs: limit,
  });
  const touched = [...before].flatMap(([path, bytes]) => {
    if (bytes === null || bytesOf(root, path)?.equals(bytes) === true) return [];
    writeFileSync(join(root, path), bytes);
    return [path];
  });
  const fresh = ((await dirtyFiles(root)) ?? []).filter((path) => !dirty.has(path));
  if (touched.length === 0 && fresh.length === 0) return fixed;
  const back = touched.length === 0 ? '' : `it changed ${touched.join(', ')}, which was put back`;
  const left = fresh.length === 0 ? '' : `it changed ${fresh.join(', ')}, which is yours to look at`;
  return {
    outcome: 'failed',
    reason: [back, left].filter((text) => text !== '').join('; '),
    output: '',
  };
}

function bytesOf(root: string, path: string): Buffer | null {
  const absolute = join(root, path);
  return existsSync(absolute) ? readFileSync(absolute) : null;
}

const differing = (one: Texts, other: Texts): number =>
  [...other].filter(([path, text]) => one.get(path) !== text).length;

const filesOf = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

function reportOf(fixer: Fixer, { adoption, rendered }: Work, fixed: Fixed): StepReport {
  const base = {
    id: 'fix',
    command: commandOf(fixer, adoption, [...rendered.keys()]),
    output: fixed.output,
  } as const;
  if (fixed.outcome === 'failed') {
    const reason = `${fixer.label} changed nothing: ${fixed.reason}. See it with: ${lookWith(fixer, adoption)}`;
    return { ...base, status: 'failed', reason, resume: 'backend apply --fix' };
  }
  return {
    ...base,
    status: 'done',
    reason: null,
    resume: fixed.complaints === 0 ? 'backend apply --fix' : lookWith(fixer, adoption),
    complaints: fixed.complaints,
  };
}

const fixArguments: Readonly<Record<Fixer['id'], readonly string[]>> = {
  eslint: ['--fix'],
  biome: ['check', '--write'],
  prettier: ['--write'],
};

function commandOf(
  { id }: Fixer,
  { host }: Adoption,
  files: readonly string[],
): readonly [string, ...string[]] {
  const [program = 'npx', ...words] = packageManagerOf(host.packageManager).exec.split(' ');
  return [program, ...words, id, ...fixArguments[id], ...files];
}

/** The command that shows what is left, over the whole folder. */
function lookWith({ id, version: [major] }: Fixer, { host }: Adoption): string {
  const words = { eslint: major < 9 ? ['--ext', '.ts'] : [], biome: ['check'], prettier: ['--check'] }[id];
  return [packageManagerOf(host.packageManager).exec, id, ...words, host.folder].join(' ');
}

function sentenceOf(fixer: Fixer, changed: number, all: number, report: StepReport): string {
  const what = `${fixer.label} went over ${filesOf(all)} and changed ${changed === 0 ? 'none' : changed}`;
  const { complaints = 0, resume } = report;
  const left = complaints === 1 ? '1 complaint' : `${complaints} complaints`;
  return complaints === 0 ? what : `${what}; it still has ${left}, see them with: ${resume}`;
}
