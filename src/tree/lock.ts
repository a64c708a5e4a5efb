import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError } from '../project/errors.js';
import { type Disk, makeFolder, namesIn, removeEmptyFolder, removeFile, statOf } from './disk.js';

/** Where the journal of a running command lives, relative to the root. */
export const journalFolder = '.backend/journal';

/** A command on another machine or in another container can't be asked whether it lives: its lock ages. */
const foreignLockLifetimeMs = 10 * 60_000;
const attempts = 5;

/** The roots that this very process is changing: its own process id says nothing about them. */
const held = new WeakMap<Disk, Set<string>>();

/** The right to change a root; `release` gives it back and removes the journal folder when it is empty. */
export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the lock of a root, or fails with code `in-use` when another command has it.
 * Everyone announces itself by a file that names its process, then looks for the others. Of two that come at once
 * at least one sees the other, and nobody ever removes the lock of a process that lives: so there is no moment in which
 * a stale lock can be taken over twice.
 */
export async function takeLock(disk: Disk, root: string): Promise<Lock> {
  const mine = held.get(disk) ?? new Set();
  held.set(disk, mine);
  if (mine.has(root)) throw inUse(root, String(process.pid));
  mine.add(root);
  const own = lockName(process.pid, processStart(process.pid));
  const file = join(root, journalFolder, own);
  const release = () => {
    mine.delete(root);
    removeFile(disk, file);
    removeJournalFolder(disk, root);
  };
  try {
    for (let attempt = 1; ; attempt += 1) {
      announce(disk, root, file);
      const other = findOther(disk, root, own);
      if (other === null) return { release };
      removeFile(disk, file);
      if (attempt === attempts) throw inUse(root, other);
      await sleep(10 + Math.random() * 40);
    }
  } catch (error) {
    try {
      release();
    } catch {
      // The first error is the one to tell; a lock that stays behind is stale as soon as this process ends.
    }
    throw error;
  }
}

/** Removes `.backend/journal` and `.backend`, each only when it is empty. */
export function removeJournalFolder(disk: Disk, root: string): void {
  if (removeEmptyFolder(disk, join(root, journalFolder))) removeEmptyFolder(disk, join(root, '.backend'));
}

/** Whether a name in the journal folder is a lock. */
export const isLock = (name: string): boolean => name.startsWith('lock-');

function announce(disk: Disk, root: string, file: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      makeFolder(disk, join(root, '.backend'));
      makeFolder(disk, join(root, journalFolder));
      // Not exclusive: a lock of this name can only be a leftover of a process that had our id.
      disk.closeSync(disk.openSync(file, 'w', 0o666));
      return;
    } catch (error) {
      // Another command that ends just now may have removed the empty folder under us.
      const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!gone || attempt === attempts) throw error;
    }
  }
}

/** The process id of another live command on this root; locks of dead ones are removed. */
function findOther(disk: Disk, root: string, own: string): string | null {
  for (const name of namesIn(disk, join(root, journalFolder))) {
    if (!isLock(name) || name === own) continue;
    const [, pid = '', start = '', ...host] = name.split('-');
    const file = join(root, journalFolder, name);
    const lives =
      host.join('-') === hostname()
        ? Number(pid) !== process.pid && isAlive(Number(pid), start)
        : (statOf(disk, file)?.mtimeMs ?? 0) > Date.now() - foreignLockLifetimeMs;
    if (lives) return pid;
    removeFile(disk, file);
  }
  return null;
}

const lockName = (pid: number, start: string): string => `lock-${pid}-${start}-${hostname()}`;

/** Whether a process lives; with `start`, whether it is still the one that began then. */
export function isAlive(pid: number, start?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  const now = processStart(pid);
  return now !== 'ended' && (start === undefined || now === start);
}

/**
 * When a process began, in the kernel's ticks since boot, so that a process id that was given out again isn't
 * mistaken for the command that had it. Only Linux says so; elsewhere it is `0` for all.
 */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process whose parent hasn't asked for its exit code is still listed, as a zombie.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '0');
  } catch {
    return '0';
  }
}

const inUse = (root: string, pid: string): BackendError =>
  new BackendError('failed', {
    code: 'in-use',
    what: `Another command (process ${pid}) is changing ${root} right now.`,
    why: 'Two commands at once would undo each other.',
    next: 'Wait until it has ended, then run this command again.',
  });
