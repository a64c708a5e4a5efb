import fs, { constants } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { BackendError } from '../project/errors.js';
import { checkName, slugOf } from '../project/name.js';
import { recover } from './commit.js';
import { type Disk, errorCode, statOf } from './disk.js';
import { journalExists } from './journal.js';
import { isInside } from './paths.js';

/** Where a backend is going to be created. */
export interface Target {
  /** The absolute path of the folder. */
  readonly root: string;
  /** The project's name: that of the folder, or what comes nearest to it when the folder is there already. */
  readonly name: string;
  /** Whether the folder is there already. */
  readonly exists: boolean;
  /** What is in it and stays as it is, such as `.git` and `LICENSE`. */
  readonly kept: readonly string[];
}

/** What people have in a folder before they begin: a repository just made, and the settings of an editor. */
const allowed = [/^\.git$/, /^\.gitignore$/, /^README/i, /^LICEN[CS]E/i, /^\.idea$/, /^\.vscode$/];

/** What an operating system puts into folders by itself. */
const ignored = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

export const isAllowedEntry = (name: string): boolean =>
  ignored.has(name) || allowed.some((pattern) => pattern.test(name));

/**
 * Checks that a backend can be created at a path as the user typed it, and writes nothing. A relative path must stay in
 * the current folder; an absolute one is taken at its word.
 *
 * Throws a BackendError: `bad-name`, `bad-path`, `outside-current-folder`, `not-a-folder`, `not-empty`, `unwritable`.
 */
export function checkTarget(typed: string, cwd: string, disk: Disk = fs): Target {
  try {
    return check(typed, cwd, disk);
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw new BackendError('usage', {
      code: 'bad-path',
      what: 'The file system refuses this path.',
      why: error instanceof Error ? error.message : String(error),
      next: 'Choose another folder.',
      cause: error,
    });
  }
}

/** `checkTarget`, after taking back what a command left that was killed while it created a backend in that very folder. */
export async function openTarget(typed: string, cwd: string, disk: Disk = fs): Promise<Target> {
  const root = resolve(cwd, typed);
  const stays = isAbsolute(typed) || isInside(resolve(cwd), root);
  if (stays && mayHaveJournal(disk, root)) await recover(root, disk);
  return checkTarget(typed, cwd, disk);
}

/** A path that can't even be looked at has none; what is wrong with it is for the check to say. */
function mayHaveJournal(disk: Disk, root: string): boolean {
  try {
    return journalExists(disk, root);
  } catch {
    return false;
  }
}

function check(typed: string, cwd: string, disk: Disk): Target {
  const root = resolve(cwd, typed);
  const here = root === resolve(cwd);
  const leaves = !isAbsolute(typed) && !isInside(resolve(cwd), root);
  const name = basename(root);
  // Before anything is looked up: the file system refuses a name that is too long in words of its own.
  if (!here && !leaves) checkName(name);
  if (!isAbsolute(typed)) requireInside(typed, root, cwd, disk);
  const entries = entriesOf(root, disk);
  requireWritable(root, disk);
  const others = entries?.filter((entry) => !isAllowedEntry(entry)) ?? [];
  if (others.length > 0) throw notEmpty(root, others);
  return { root, name: here ? slugOf(name) : name, exists: entries !== null, kept: entries ?? [] };
}

function requireInside(typed: string, root: string, cwd: string, disk: Disk): void {
  const leaves = !isInside(resolve(cwd), root);
  const real = realPathOf(root, disk);
  if (!leaves && isInside(realPathOf(resolve(cwd), disk), real)) return;
  throw new BackendError('usage', {
    code: 'outside-current-folder',
    what: leaves
      ? `${typed} is outside of the current folder.`
      : `${typed} leads out of the current folder, to ${real}.`,
    why: 'A relative path stays inside the current folder, so that a slip writes nowhere else.',
    next: `If you mean it, give the absolute path: ${real}`,
  });
}

/** The path without symbolic links; what doesn't exist yet is added to the nearest folder that does. */
function realPathOf(path: string, disk: Disk): string {
  if (statOf(disk, path) !== null) {
    try {
      return String(disk.realpathSync(path));
    } catch {
      // A link that leads nowhere: it is refused as such when its entries are listed.
      return path;
    }
  }
  return dirname(path) === path ? path : join(realPathOf(dirname(path), disk), basename(path));
}

/** The names in the folder, or null when there is none yet. A file in its place, or on the way to it, is refused. */
function entriesOf(root: string, disk: Disk): readonly string[] | null {
  const nearest = nearestExisting(root, disk);
  try {
    const names = disk.readdirSync(nearest).map(String);
    return nearest === root ? names : null;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM') return nearest === root ? [] : null;
    throw new BackendError('failed', {
      code: 'not-a-folder',
      what: `${nearest} is ${code === 'ENOENT' ? 'a symbolic link that leads nowhere' : 'a file, not a folder'}.`,
      why: nearest === root ? 'The backend would be created there.' : `${root} can't be created below it.`,
      next: 'Choose another path, or move that file away.',
      cause: error,
    });
  }
}

/** The path itself, or the first folder above it that is there. */
function nearestExisting(path: string, disk: Disk): string {
  if (dirname(path) === path) return path;
  // A file on the way makes everything below it missing, so the walk ends at that file.
  return statOf(disk, path) === null ? nearestExisting(dirname(path), disk) : path;
}

function requireWritable(root: string, disk: Disk): void {
  const nearest = nearestExisting(root, disk);
  try {
    disk.accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new BackendError('failed', {
      code: 'unwritable',
      what: `You may not write to ${nearest} (${errorCode(error) ?? String(error)}).`,
      next: 'Choose another folder, or change its permissions.',
      cause: error,
    });
  }
}

function notEmpty(root: string, others: readonly string[]): BackendError {
  const backend = others.includes('backend.json');
  const shown = [...others].sort().slice(0, 8);
  return new BackendError('failed', {
    code: 'not-empty',
    what: `${root} isn't empty.`,
    why: 'A new backend is only created where it overwrites nothing; .git, .gitignore, README, LICENSE, .idea and .vscode may be there.',
    next: backend
      ? 'There is a backend already: change it with "backend add", "backend remove" or "backend set".'
      : 'Choose another folder. To add to an existing project, run "backend add" in it.',
    details: others.length > shown.length ? [...shown, `and ${others.length - shown.length} more`] : shown,
  });
}
