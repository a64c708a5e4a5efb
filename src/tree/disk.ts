import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { BackendError } from '../project/errors.js';

type FileStats = Pick<
  Stats,
  'isFile' | 'isDirectory' | 'isSymbolicLink' | 'mode' | 'uid' | 'gid' | 'mtimeMs'
>;

/** The part of `node:fs` that the commit works with; memfs has it too. */
export interface Disk {
  accessSync(path: string, mode: number): void;
  chmodSync(path: string, mode: number): void;
  chownSync(path: string, uid: number, gid: number): void;
  closeSync(descriptor: number): void;
  fsyncSync(descriptor: number): void;
  linkSync(existing: string, path: string): void;
  lstatSync(path: string): FileStats;
  lstatSync(path: string, options: { readonly throwIfNoEntry: false }): FileStats | undefined;
  mkdirSync(path: string): unknown;
  openSync(path: string, flags: string, mode: number): number;
  readFileSync(path: string): string | Uint8Array;
  readdirSync(path: string): readonly unknown[];
  realpathSync(path: string): string | Uint8Array;
  renameSync(from: string, to: string): void;
  rmdirSync(path: string): void;
  unlinkSync(path: string): void;
  writeFileSync(descriptor: number, data: Uint8Array): void;
}

/** The error code of the operating system, such as `ENOSPC`, or null for any other error. */
export function errorCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Nothing is at that path; a file where a folder should be on the way counts as nothing. */
export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

/** Runs `read`, or returns null when there is nothing at its path. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export const readBytes = (disk: Disk, path: string): Uint8Array | null =>
  orNull(() => {
    const data = disk.readFileSync(path);
    return typeof data === 'string' ? Buffer.from(data) : data;
  });

export const statOf = (disk: Disk, path: string): FileStats | null =>
  orNull(() => disk.lstatSync(path, { throwIfNoEntry: false }) ?? null);

export const namesIn = (disk: Disk, path: string): string[] =>
  orNull(() => disk.readdirSync(path).map(String)) ?? [];

/** Removes a file; one that isn't there is fine. */
export const removeFile = (disk: Disk, path: string): void => {
  orNull(() => disk.unlinkSync(path));
};

/** Removes a folder when it is empty; says whether it is gone. */
export function removeEmptyFolder(disk: Disk, path: string): boolean {
  try {
    disk.rmdirSync(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return true;
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

/** Makes a folder that may be there already. */
export function makeFolder(disk: Disk, path: string): void {
  try {
    disk.mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

export const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The permission bits of a file's mode, without its type. */
export const permissions = (mode: number): number => mode & 0o7777;

export interface NewFile {
  readonly bytes: Uint8Array;
  /** The file whose permissions and owner it gets; without one it is made as the umask wants. */
  readonly like?: { readonly mode: number; readonly uid: number; readonly gid: number };
  /** Whether the bytes must be on the medium when this returns; a power cut can't lose them then. */
  readonly durable: boolean;
}

/** Writes a file that must not exist yet. When it fails, whatever was written of it stays: the caller knows its path. */
export function writeNewFile(disk: Disk, path: string, { bytes, like, durable }: NewFile): void {
  const descriptor = disk.openSync(path, 'wx', like === undefined ? 0o666 : permissions(like.mode));
  try {
    disk.writeFileSync(descriptor, bytes);
    if (durable) disk.fsyncSync(descriptor);
  } finally {
    disk.closeSync(descriptor);
  }
  if (like === undefined) return;
  if (like.uid !== process.getuid?.()) giveTo(disk, path, like.uid, like.gid);
  disk.chmodSync(path, permissions(like.mode));
}

/** What file systems without hard links answer, and those that refuse them for the files of others. */
const noLinks = ['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV'];

/**
 * Keeps a file under a second name. A hard link is the file itself, owner and all, and costs no space; where there are none
 * it is copied.
 */
export function keepFile(disk: Disk, path: string, second: string, bytes: Uint8Array): void {
  try {
    disk.linkSync(path, second);
  } catch (error) {
    if (!noLinks.includes(errorCode(error) ?? '')) throw error;
    writeNewFile(disk, second, { bytes, like: disk.lstatSync(path), durable: true });
  }
}

/** Only root may give files away, as in a container that works on a mounted folder; for others the file is theirs. */
function giveTo(disk: Disk, path: string, uid: number, gid: number): void {
  try {
    disk.chownSync(path, uid, gid);
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Runs an action that can be repeated, and once more when it fails: a passing trouble shouldn't leave anything behind. */
export function tryTwice(action: () => void): void {
  try {
    action();
  } catch {
    action();
  }
}

const reasons: Readonly<Record<string, { code: string; why: string; next: string }>> = {
  ENOSPC: { code: 'disk-full', why: 'The disk is full.', next: 'Free some space' },
  EDQUOT: { code: 'disk-full', why: 'Your quota on this disk is used up.', next: 'Free some space' },
  EROFS: { code: 'unwritable', why: 'The file system is read-only.', next: 'Choose another folder' },
  EACCES: {
    code: 'unwritable',
    why: 'You may not write there.',
    next: 'Change the permissions or the owner',
  },
  EPERM: { code: 'unwritable', why: 'You may not write there.', next: 'Change the permissions or the owner' },
  EBUSY: { code: 'unwritable', why: 'Another program holds it.', next: 'Close that program' },
};

/** The error for a write that failed; `state` says what the folder looks like now. */
export function writeFailure(error: unknown, where: string, state: string): BackendError {
  const code = errorCode(error);
  const reason = reasons[code ?? ''];
  return new BackendError('failed', {
    code: reason?.code ?? 'not-written',
    what: `${where} could not be written${code === null ? '' : ` (${code})`}. ${state}`,
    why: reason?.why ?? (error instanceof Error ? error.message : String(error)),
    next: `${reason?.next ?? 'Find out what is wrong with it'}, then run the command again.`,
    cause: error,
  });
}
