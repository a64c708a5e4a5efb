import fs from 'node:fs';
import { join } from 'node:path';
import { BackendError } from '../project/errors.js';
import { type Disk, errorCode, removeEmptyFolder, tryTwice, writeFailure } from './disk.js';
import { type InterruptWatch, watchInterrupts } from './interrupt.js';
import {
  closeJournal,
  journalExists,
  type Rollback,
  readJournal,
  refuseForeignPaths,
  removeLeftovers,
  rollBack,
} from './journal.js';
import { journalFolder, type Lock, takeLock } from './lock.js';
import { type CommitPlan, carryOut, planCommit, verifyReads } from './stage.js';
import type { Change } from './tree.js';

export interface CommitOptions {
  /** Every file that the changes were worked out from, with its hash then; null where there was none. */
  readonly reads: ReadonlyMap<string, string | null>;
  readonly disk?: Disk;
  /** The file that is renamed last: when it is new, everything is. */
  readonly last?: string;
}

/** What was found: nothing, a commit that had not begun to change files, or one that was taken back. */
export type Recovery =
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'cleaned' }
  | ({ readonly outcome: 'rolled-back' } & Rollback);

/**
 * Writes changes all or nothing: when this returns, all are there; when it throws, or the process is stopped by a signal,
 * bytes, permissions and the list of files and folders are what they were. After `kill -9`, `recover` does the same.
 * Returns what it had to recover before it began.
 *
 * Throws a BackendError: `changed-meanwhile` when a file isn't what was read, `outside-root` for a path through a symbolic
 * link, `in-use` when another command is at work, `disk-full`, `unwritable` or `not-written` when the disk refuses,
 * `interrupted` for a signal, and `rollback-unfinished` when the disk refused to take back what was done, too.
 */
export async function commit(
  root: string,
  changes: readonly Change[],
  { reads, disk = fs, last = 'backend.json' }: CommitOptions,
): Promise<Recovery> {
  return withLock(disk, root, async (watch, guard) => {
    const recovery = recoverLocked(disk, root);
    const plan = reading(root, () => {
      verifyReads(disk, root, reads);
      return planCommit(disk, root, changes, last);
    });
    if (changes.length > 0) await carryOutOrUndo(disk, root, plan, watch, guard);
    return recovery;
  });
}

/**
 * Takes back what a killed command left half done. Every command that reads a project calls it first, and tells the user
 * when the outcome isn't `nothing`. Costs one look at the disk when there is nothing to do.
 */
export async function recover(root: string, disk: Disk = fs): Promise<Recovery> {
  if (!journalExists(disk, root)) {
    removeEmptyBackendFolder(disk, root);
    return { outcome: 'nothing' };
  }
  return withLock(disk, root, async () => recoverLocked(disk, root));
}

/** All that a command leaves that was killed in its very first or last moment. */
function removeEmptyBackendFolder(disk: Disk, root: string): void {
  try {
    removeEmptyFolder(disk, join(root, '.backend'));
  } catch {
    // On a disk that can't be written there is nothing to recover either.
  }
}

type Undo = () => void;

/** Runs `work` as the only command on this root; what it hands to `guard` runs when the process exits in the middle. */
async function withLock<T>(
  disk: Disk,
  root: string,
  work: (watch: InterruptWatch, guard: (undo: Undo) => void) => Promise<T>,
): Promise<T> {
  let undo: Undo = () => undefined;
  let lock: Lock | null = null;
  const release = () => {
    try {
      if (lock !== null) tryTwice(lock.release);
    } catch {
      // A lock that can't be removed is stale when this process ends; the next command removes it.
    }
  };
  const watch = watchInterrupts(() => {
    undo();
    release();
  });
  try {
    lock = await takeLock(disk, root).catch((error: unknown) => {
      throw error instanceof BackendError ? error : writeFailure(error, root, 'Nothing was changed.');
    });
    return await work(watch, (given) => {
      undo = given;
    });
  } finally {
    watch.end();
    release();
  }
}

async function carryOutOrUndo(
  disk: Disk,
  root: string,
  plan: CommitPlan,
  watch: InterruptWatch,
  guard: (undo: Undo) => void,
): Promise<void> {
  let where = root;
  guard(() => {
    takeBack(disk, root);
  });
  try {
    for (const path of carryOut(disk, root, plan)) {
      where = path;
      await watch.pause();
    }
    await watch.pause();
    where = root;
    closeJournal(disk, root);
  } catch (error) {
    undoAfter(error, disk, root);
    throw error instanceof BackendError ? error : writeFailure(error, where, 'Nothing was changed.');
  } finally {
    guard(() => undefined);
  }
  cleanUp(disk, root);
}

function undoAfter(error: unknown, disk: Disk, root: string): void {
  try {
    // The second try goes on where the first one failed.
    tryTwice(() => takeBack(disk, root));
  } catch (second) {
    throw new BackendError('failed', {
      code: 'rollback-unfinished',
      what: `Writing to ${root} failed (${nameOf(error)}), and so did taking it back (${nameOf(second)}).`,
      why: `Some files are new and some old; the originals are safe in ${journalFolder}.`,
      next: 'See that the disk works, then run the command again: it takes the changes back first.',
      cause: error,
    });
  }
}

const nameOf = (error: unknown): string => errorCode(error) ?? String(error);

function takeBack(disk: Disk, root: string): Recovery {
  const journal = readJournal(disk, root);
  if (journal === null) return { outcome: removeLeftovers(disk, root) ? 'cleaned' : 'nothing' };
  refuseForeignPaths(disk, root, journal);
  return { outcome: 'rolled-back', ...rollBack(disk, root, journal) };
}

function recoverLocked(disk: Disk, root: string): Recovery {
  try {
    return takeBack(disk, root);
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw writeFailure(
      error,
      root,
      'An earlier command was killed here, and taking back its changes failed.',
    );
  }
}

function reading<T>(root: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw writeFailure(error, root, 'Nothing was changed.');
  }
}

/** The commit stands already: copies that can't be removed now are removed by the next command. */
function cleanUp(disk: Disk, root: string): void {
  try {
    tryTwice(() => removeLeftovers(disk, root));
  } catch {
    // Nothing of the user's is concerned.
  }
}
