import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BackendError } from '../project/errors.js';
import { commit } from './commit.js';
import {
  type Disk,
  namesIn,
  removeEmptyFolder,
  removeFile,
  statOf,
  tryTwice,
  writeFailure,
  writeNewFile,
} from './disk.js';
import { type InterruptWatch, watchInterrupts } from './interrupt.js';
import { isAlive } from './lock.js';
import { foldersOf, insideRoot } from './paths.js';
import type { Change } from './tree.js';

export interface Created {
  /** Files that were there before and were not overwritten: their changes were left out. */
  readonly kept: readonly string[];
}

/**
 * Creates a folder with the files of `changes`, all or nothing. A new folder is filled beside its place and renamed once;
 * missing parents are made, and removed again when it fails. In a folder that is there already (`checkTarget` said that it
 * may be) nothing is overwritten; lines may be added to a `.gitignore`.
 *
 * Throws the errors of `commit`, and `not-empty` when somebody else created the folder meanwhile.
 */
export async function createFolder(
  root: string,
  changes: readonly Change[],
  disk: Disk = fs,
): Promise<Created> {
  if (statOf(disk, root) === null) {
    await createNew(root, changes, disk);
    return { kept: [] };
  }
  const kept = changes.filter(overwrites);
  await commit(
    root,
    changes.filter((change) => !kept.includes(change)),
    { reads: new Map(), disk },
  );
  return { kept: kept.map(({ path }) => path) };
}

/** A `.gitignore` may grow; whatever else is there already stays as it is. */
function overwrites({ path, before, after }: Change): boolean {
  if (before === null) return false;
  if (path !== '.gitignore' || after === null) return true;
  const lines = new Set(after.split(/\r?\n/));
  return !before.split(/\r?\n/).every((line) => lines.has(line));
}

async function createNew(root: string, changes: readonly Change[], disk: Disk): Promise<void> {
  const draft = join(dirname(root), `.${basename(root).slice(0, 60)}.creating-${process.pid}`);
  const made: string[] = [];
  let done = false;
  const undo = () => {
    if (done) return;
    tryTwice(() => removeFolder(disk, draft));
    for (const folder of [...made].reverse()) tryTwice(() => removeEmptyFolder(disk, folder));
    done = true;
  };
  const watch = watchInterrupts(undo);
  try {
    makeParents(disk, root, made);
    removeAbandoned(disk, root);
    await fill(disk, draft, changes, watch);
    // Renaming onto an empty folder would succeed and take it over.
    if (statOf(disk, root) !== null) throw appeared(root);
    disk.renameSync(draft, root);
    done = true;
  } catch (error) {
    undo();
    throw error instanceof BackendError ? error : writeFailure(error, root, 'Nothing was created.');
  } finally {
    watch.end();
  }
}

function makeParents(disk: Disk, root: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = dirname(root); statOf(disk, folder) === null; folder = dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) {
    made.push(folder);
    disk.mkdirSync(folder);
  }
}

/**
 * The files need not be on the medium before the rename, as in a commit: after a power cut there is at worst
 * a new folder with empty files, and nothing of the user's is lost.
 */
async function fill(
  disk: Disk,
  draft: string,
  changes: readonly Change[],
  watch: InterruptWatch,
): Promise<void> {
  disk.mkdirSync(draft);
  const made = new Set<string>();
  for (const { path, after } of changes) {
    if (after === null) continue;
    const key = insideRoot(draft, path);
    for (const folder of foldersOf(key)) {
      if (made.has(folder)) continue;
      disk.mkdirSync(join(draft, folder));
      made.add(folder);
    }
    writeNewFile(disk, join(draft, key), { bytes: Buffer.from(after), durable: false });
    await watch.pause();
  }
}

/** Drafts of earlier commands that were killed. */
function removeAbandoned(disk: Disk, root: string): void {
  const prefix = `.${basename(root).slice(0, 60)}.creating-`;
  for (const name of namesIn(disk, dirname(root))) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (!/^\d+$/.test(pid) || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    removeFolder(disk, join(dirname(root), name));
  }
}

function removeFolder(disk: Disk, folder: string): void {
  for (const name of namesIn(disk, folder)) {
    const path = join(folder, name);
    if (statOf(disk, path)?.isDirectory() === true) removeFolder(disk, path);
    else removeFile(disk, path);
  }
  removeEmptyFolder(disk, folder);
}

const appeared = (root: string): BackendError =>
  new BackendError('failed', {
    code: 'not-empty',
    what: `${root} appeared while this command was working.`,
    why: 'Another command may have created it.',
    next: 'Look at it, then run the command again.',
  });
