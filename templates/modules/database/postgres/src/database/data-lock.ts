import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Thrown when another process has the data folder open. */
export class DataFolderInUse extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `The data folder ${resolve(dataDir)} is in use by process ${pid}, and the embedded database serves one process only. ` +
        'Stop that process, or set DATABASE_URL to use a PostgreSQL server.',
    );
    this.name = 'DataFolderInUse';
  }
}

/** A lock file that is empty for longer than this was left by a process that died while it wrote it. */
const writingTakesAtMostMs = 2_000;
const attempts = 10;
const held = new Set<string>();

/**
 * Locks a data folder for this process and returns the function that unlocks it. PGlite has no lock of its own,
 * and two processes that write the same files corrupt them.
 *
 * The lock is a file that names its process. A lock that is kept fresh by a timer would be lost while this
 * process computes, and would keep a restart after a kill waiting; a dead process is recognised at once.
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = resolve(join(dataDir, 'postgres.lock'));
  let holder = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (created(path, identity(process.pid))) {
      held.add(path);
      return () => {
        held.delete(path);
        rmSync(path, { force: true });
      };
    }
    holder = read(path) ?? '';
    if (isHeld(path, holder)) break;
    takeAway(path, holder);
  }
  throw new DataFolderInUse(dataDir, pidOf(holder));
}

function created(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** A process number is used again after a while, so the time when the process started belongs to it. */
function identity(pid: number): string {
  const stat = read(`/proc/${pid}/stat`) ?? '';
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${startedAt}`;
}

const pidOf = (text: string): number => Number.parseInt(text, 10);

function isHeld(path: string, holder: string): boolean {
  const pid = pidOf(holder);
  if (Number.isNaN(pid)) return ageMs(path) < writingTakesAtMostMs;
  if (pid === process.pid) return held.has(path);
  return holder === identity(pid) && isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process of another user is there, but may not be signalled.
    return isCode(error, 'EPERM');
  }
}

/** Removes the lock of a dead process, unless another process was faster and the lock is its own by now. */
function takeAway(path: string, holder: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = read(aside) ?? '';
  if (taken !== holder) created(path, taken);
  rmSync(aside, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function ageMs(path: string): number {
  const modifiedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - modifiedAt;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
