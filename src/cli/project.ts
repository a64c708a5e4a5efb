import fs, { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Adoption } from '../modules/adopted.js';
import { type Applied, readApplied } from '../plan/applied.js';
import type { Answers } from '../plan/resolve.js';
import { BackendError } from '../project/errors.js';
import { isRecord, manifestPath, parseJson, readManifest } from '../project/manifest.js';
import { recover } from '../tree/commit.js';
import { Tree } from '../tree/tree.js';
import type { Session } from './session.js';

/** A backend on the disk, as its `backend.json` and its record describe it. */
export interface Project {
  readonly root: string;
  readonly name: string;
  readonly tree: Tree;
  /** What `backend.json` says. */
  readonly answers: Answers;
  readonly applied: Applied | null;
  /** Whether `backend.json` was edited since it was last applied. */
  readonly edited: boolean;
  /** What it is when create-backend didn't make it; null when it did. */
  readonly adoption: Adoption | null;
}

/** The nearest folder, from `start` upwards, that has a file; null when none has. */
export function folderWith(file: string, start: string): string | null {
  if (existsSync(join(start, file))) return start;
  return dirname(start) === start ? null : folderWith(file, dirname(start));
}

/**
 * Opens the backend that the current folder is part of. Takes back what a killed command left first.
 * Throws `no-backend` or `not-ours` outside of one.
 */
export async function openProject(session: Session): Promise<Project> {
  const root = folderWith(manifestPath, session.cwd);
  if (root === null) throw noBackend(session.cwd);
  const recovery = await recover(root);
  if (recovery.outcome === 'rolled-back') {
    session.say(
      `${session.colors.yellow('!')} An earlier command was killed here; what it had changed was taken back.`,
    );
    for (const path of recovery.kept) session.say(`  ${path} was changed since, and is kept as it is.`);
  }
  const tree = new Tree(root, fs);
  const manifest = readManifest(tree);
  if (manifest === null) throw noBackend(session.cwd);
  const applied = readApplied(tree);
  const edited = applied !== null && JSON.stringify(applied.answers) !== JSON.stringify(manifest.modules);
  const adoption = applied?.adoption ?? null;
  refuseOtherHost(manifest.adopted, adoption, applied !== null);
  return { root, tree, name: projectName(tree, root), answers: manifest.modules, applied, edited, adoption };
}

/** The name in package.json, or that of the folder. */
export function projectName(tree: Tree, root: string): string {
  const text = tree.read('package.json');
  const value = text === null ? null : parseJson('package.json', text);
  return isRecord(value) && typeof value.name === 'string' ? value.name : basename(root);
}

/** What a project is was found out when its first module was added, and isn't an answer to be edited. */
function refuseOtherHost(adopted: string | null, adoption: Adoption | null, recorded: boolean): void {
  const known = adoption?.host.framework ?? null;
  if (!recorded ? adopted === null : adopted === known) return;
  throw new BackendError('failed', {
    code: 'bad-manifest',
    what: `${manifestPath} makes no sense: "adopted" is ${String(adopted)}, and the record says ${String(known)}.`,
    why: recorded
      ? 'It says that create-backend did not make this backend, and which framework it is on.'
      : '.backend/applied.json, which says what was found in this project, is missing.',
    next: `Bring both back with: git checkout -- ${manifestPath} .backend`,
  });
}

function noBackend(cwd: string): BackendError {
  const repo = folderWith('package.json', cwd);
  if (repo === null) {
    return new BackendError('usage', {
      code: 'no-backend',
      what: `There is no backend in ${cwd}.`,
      why: `Neither this folder nor one above it has a ${manifestPath}.`,
      next: 'Go to a backend, or create one with: npx create-backend my-api',
    });
  }
  return new BackendError('usage', {
    code: 'not-ours',
    what: `${repo} has no ${manifestPath}: no module was added to it yet.`,
    next: 'Look at it with backend info, and add the first with: backend add MODULE',
  });
}
