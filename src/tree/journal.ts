import { dirname, join } from 'node:path';
import { BackendError } from '../project/errors.js';
import {
  type Disk,
  errorCode,
  hashBytes,
  makeFolder,
  namesIn,
  permissions,
  readBytes,
  removeEmptyFolder,
  removeFile,
  statOf,
  writeNewFile,
} from './disk.js';
import { isLock, journalFolder } from './lock.js';
import { insideRoot, KnownPaths, linkOnTheWay, outsideRoot } from './paths.js';

/** One file of a commit: what it was, what it becomes, and where the bytes of both wait. */
export interface JournalEntry {
  readonly path: string;
  /** The sibling that is renamed to `path`; null when the file is removed. */
  readonly temporary: string | null;
  /** The name of the copy of the original in the journal folder; null when there was no file. */
  readonly original: string | null;
  /** Hashes of the bytes before and after; null where there is no file. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface FolderMode {
  readonly path: string;
  readonly mode: number;
}

/** All that is needed to take a commit back. Paths are relative to the root. */
export interface Journal {
  readonly version: 1;
  readonly entries: readonly JournalEntry[];
  /** Folders that the commit makes, the outermost first. */
  readonly made: readonly string[];
  /** Folders that the commit leaves empty and removes, the innermost first. */
  readonly emptied: readonly FolderMode[];
}

/** What a rollback did. */
export interface Rollback {
  /** Files that are again what they were. */
  readonly restored: readonly string[];
  /** Files that somebody changed after the command was killed; they were left alone. */
  readonly kept: readonly string[];
}

const journalFile = `${journalFolder}/journal.json`;

/**
 * Makes a journal binding. It appears in one rename, when the originals that it names are on the medium:
 * there is either no journal, and nothing was touched yet, or a complete one.
 */
export function writeJournal(disk: Disk, root: string, journal: Journal): void {
  const draft = join(root, `${journalFile}.new`);
  writeNewFile(disk, draft, { bytes: Buffer.from(JSON.stringify(journal)), durable: true });
  disk.renameSync(draft, join(root, journalFile));
}

/** The moment a commit is final: from here on nothing takes it back. */
export const closeJournal = (disk: Disk, root: string): void => disk.unlinkSync(join(root, journalFile));

/** The journal of a commit that didn't end; null when there is none. */
export function readJournal(disk: Disk, root: string): Journal | null {
  const bytes = readBytes(disk, join(root, journalFile));
  if (bytes === null) return null;
  try {
    const journal: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (isJournal(journal)) return journal;
  } catch {
    // Told below, like any other journal that can't be understood.
  }
  throw new BackendError('failed', {
    code: 'bad-journal',
    what: `${join(root, journalFile)} can't be read as a journal.`,
    why: 'A command was killed here, or a newer version of this tool was, and the files may be half changed.',
    next: `Compare the files with your version control, then delete ${journalFolder} and run the command again.`,
  });
}

/** Whether there is anything in the journal folder, if only a lock. */
export const journalExists = (disk: Disk, root: string): boolean =>
  statOf(disk, join(root, journalFolder)) !== null;

/** Copies of originals, drafts and whatever else a commit leaves in its folder, locks aside. */
export function removeLeftovers(disk: Disk, root: string): boolean {
  const leftovers = namesIn(disk, join(root, journalFolder)).filter((name) => !isLock(name));
  for (const name of leftovers) removeFile(disk, join(root, journalFolder, name));
  return leftovers.length > 0;
}

/**
 * Puts everything back to what it was before the commit. It may run at any point of one, also of an earlier rollback:
 * each step looks at what is there now.
 */
export function rollBack(disk: Disk, root: string, journal: Journal): Rollback {
  const restored: string[] = [];
  const kept: string[] = [];
  for (const entry of journal.entries) {
    if (entry.temporary !== null) removeFile(disk, join(root, entry.temporary));
  }
  for (const { path, mode } of [...journal.emptied].reverse()) {
    const folder = join(root, path);
    makeFolder(disk, folder);
    // An earlier rollback may have made the folder and failed before it gave the permissions back.
    const made = statOf(disk, folder);
    if (made === null || permissions(made.mode) !== permissions(mode)) disk.chmodSync(folder, mode);
  }
  for (const entry of journal.entries) {
    const path = join(root, entry.path);
    const bytes = readBytes(disk, path);
    const now = bytes === null ? null : hashBytes(bytes);
    if (now === entry.before) continue;
    if (now !== entry.after) {
      kept.push(entry.path);
      continue;
    }
    if (entry.original === null) removeFile(disk, path);
    else restore(disk, join(root, journalFolder, entry.original), path);
    restored.push(entry.path);
  }
  for (const path of [...journal.made].reverse()) removeEmptyFolder(disk, join(root, path));
  closeJournal(disk, root);
  removeLeftovers(disk, root);
  return { restored, kept };
}

/** Renaming needs no space, so that a full disk can't keep an original from coming back. */
function restore(disk: Disk, original: string, path: string): void {
  try {
    disk.renameSync(original, path);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    // The file lives on another file system than the journal: a copy beside it can be renamed.
    const copy = join(dirname(path), `.restored-${process.pid}.tmp`);
    removeFile(disk, copy);
    const like = disk.lstatSync(original);
    writeNewFile(disk, copy, { bytes: readBytes(disk, original) ?? new Uint8Array(), like, durable: true });
    disk.renameSync(copy, path);
  }
}

/** A journal may come from anywhere, such as a cloned repository: its paths are checked like a user's. */
export function refuseForeignPaths(disk: Disk, root: string, journal: Journal): void {
  const known = new KnownPaths();
  const files = journal.entries.flatMap(({ path, temporary }) =>
    temporary === null ? [path] : [path, temporary],
  );
  for (const path of [...files, ...journal.made, ...journal.emptied.map((folder) => folder.path)]) {
    const link = linkOnTheWay(disk, root, insideRoot(root, path), known);
    if (link !== null) throw outsideRoot(root, path, `${link} is a symbolic link`);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isJournal(value: unknown): value is Journal {
  if (!isRecord(value) || value.version !== 1) return false;
  const { entries, made, emptied } = value;
  return (
    Array.isArray(entries) &&
    entries.every(isEntry) &&
    Array.isArray(made) &&
    made.every(isText) &&
    Array.isArray(emptied) &&
    emptied.every((folder) => isRecord(folder) && isText(folder.path) && typeof folder.mode === 'number')
  );
}

function isEntry(value: unknown): value is JournalEntry {
  return (
    isRecord(value) &&
    isText(value.path) &&
    [value.temporary, value.original, value.before, value.after].every(isTextOrNull) &&
    (value.original === null || /^\d+\.original$/.test(String(value.original))) &&
    (value.temporary === null || /(^|\/)\.[^/]+\.tmp$/.test(String(value.temporary)))
  );
}
