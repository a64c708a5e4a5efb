import fs, { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
  return { root, tree, name: projectName(tree, root), answers: manifest.modules, applied, edited };
}

/** The name in package.json, or that of the folder. */
export function projectName(tree: Tree, root: string): string {
  const text = tree.read('package.json');
  const value = text === null ? null : parseJson('package.json', text);
  return isRecord(value) && typeof value.name === 'string' ? value.name : basename(root);
}

/** A project without `backend.json`, here or above; null outside of any. */
export const foreignRoot = ({ cwd }: Session): string | null =>
  folderWith(manifestPath, cwd) === null ? folderWith('package.json', cwd) : null;

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
  return notOurs(repo, []);
}

/** The error for a project that create-backend didn't make, with what was found in it. */
export function notOurs(repo: string, findings: readonly string[]): BackendError {
  return new BackendError('usage', {
    code: 'not-ours',
    what: `${repo} has no ${manifestPath}: create-backend didn't make this project.`,
    why: 'Its modules build on each other, from settings to the life cycle, so they go into backends that it made.',
    details: findings,
    next: 'Create one beside it with npx create-backend my-api, and move your routes over; backend info says what is here.',
  });
}
