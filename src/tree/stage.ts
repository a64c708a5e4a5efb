import { constants } from 'node:fs';
import { join, posix } from 'node:path';
import { BackendError } from '../project/errors.js';
import {
  type Disk,
  errorCode,
  hashBytes,
  keepFile,
  makeFolder,
  namesIn,
  permissions,
  readBytes,
  removeEmptyFolder,
  statOf,
  writeNewFile,
} from './disk.js';
import { type FolderMode, type Journal, type JournalEntry, writeJournal } from './journal.js';
import { journalFolder } from './lock.js';
import { foldersOf, insideRoot, KnownPaths, linkOnTheWay, outsideRoot } from './paths.js';
import { type Change, hashText } from './tree.js';

/** One file of a commit with the bytes of both sides; null where there is no file. */
interface Staged {
  readonly entry: JournalEntry;
  readonly original: Uint8Array | null;
  readonly contents: Uint8Array | null;
}

export interface CommitPlan {
  readonly files: readonly Staged[];
  readonly journal: Journal;
}

/** Refuses to go on when a file isn't any more what it was when it was read. */
export function verifyReads(disk: Disk, root: string, reads: ReadonlyMap<string, string | null>): void {
  for (const [path, hash] of reads) {
    const bytes = readBytes(disk, join(root, path));
    // The same decoding as when it was read: what isn't UTF-8 has the hash of its decoded text.
    const now = bytes === null ? null : hashText(Buffer.from(bytes).toString('utf8'));
    if (now !== hash) throw changedMeanwhile(path);
  }
}

/** Works out what a commit has to do; looks at the disk and writes nothing. `last` is the file to be renamed last. */
export function planCommit(disk: Disk, root: string, changes: readonly Change[], last: string): CommitPlan {
  const id = Math.random().toString(36).slice(2, 8).padEnd(6, '0');
  const known = new KnownPaths();
  const ordered = [...changes].sort((a, b) => Number(a.path === last) - Number(b.path === last));
  const files = ordered.map((change, index) => stage(disk, root, change, known, { id, index }));
  const entries = files.map(({ entry }) => entry);
  const written = entries.filter(({ after }) => after !== null).map(({ path }) => path);
  const removed = entries.filter(({ after }) => after === null).map(({ path }) => path);
  const made = [...new Set(written.flatMap(foldersOf))]
    .filter((path) => statOf(disk, join(root, path)) === null)
    .sort();
  return {
    files,
    journal: { version: 1, entries, made, emptied: foldersEmptied(disk, root, removed, written) },
  };
}

/**
 * Carries out a plan, one file at a time. Before each step it yields the path that it touches next: the caller may stop there
 * and take back what was done by the journal. Nothing of the user's is touched before the journal is complete.
 */
export function* carryOut(disk: Disk, root: string, { files, journal }: CommitPlan): Generator<string, void> {
  for (const { entry, original } of files) {
    if (entry.original === null || original === null) continue;
    yield entry.path;
    keepFile(disk, join(root, entry.path), join(root, journalFolder, entry.original), original);
  }
  writeJournal(disk, root, journal);
  for (const path of journal.made) {
    yield path;
    makeFolder(disk, join(root, path));
  }
  for (const { entry, contents } of files) {
    if (entry.temporary === null || contents === null) continue;
    yield entry.path;
    const like = statOf(disk, join(root, entry.path));
    const file = { bytes: contents, durable: true };
    writeNewFile(disk, join(root, entry.temporary), like === null ? file : { ...file, like });
  }
  for (const { entry } of files) {
    yield entry.path;
    if (entry.temporary === null) disk.unlinkSync(join(root, entry.path));
    else disk.renameSync(join(root, entry.temporary), join(root, entry.path));
  }
  for (const { path } of journal.emptied) {
    yield path;
    removeEmptyFolder(disk, join(root, path));
  }
}

function stage(
  disk: Disk,
  root: string,
  change: Change,
  known: KnownPaths,
  { id, index }: { readonly id: string; readonly index: number },
): Staged {
  const path = insideRoot(root, change.path);
  const link = linkOnTheWay(disk, root, path, known);
  if (link !== null) throw outsideRoot(root, path, `${link} is a symbolic link`);
  const original = readBytes(disk, join(root, path));
  const text = original === null ? null : Buffer.from(original).toString('utf8');
  if (text !== change.before) throw changedMeanwhile(path);
  if (original !== null && text !== null) requireEditable(disk, root, path, original, text);
  const contents = change.after === null ? null : Buffer.from(change.after);
  const entry: JournalEntry = {
    path,
    temporary: contents === null ? null : temporaryName(path, `${id}${index.toString(36)}`),
    original: original === null ? null : `${index}.original`,
    before: original === null ? null : hashBytes(original),
    after: contents === null ? null : hashBytes(contents),
  };
  return { entry, original, contents };
}

function requireEditable(disk: Disk, root: string, path: string, bytes: Uint8Array, text: string): void {
  if (!Buffer.from(text).equals(bytes)) {
    throw new BackendError('failed', {
      code: 'not-utf8',
      what: `${path} isn't UTF-8 text.`,
      why: 'Editing it would damage the characters that are in another encoding.',
      next: 'Convert it to UTF-8, then run the command again.',
    });
  }
  try {
    disk.accessSync(join(root, path), constants.W_OK);
  } catch (error) {
    // A rename could replace it all the same, but whoever made it read-only meant it.
    throw new BackendError('failed', {
      code: 'unwritable',
      what: `${path} is read-only (${errorCode(error) ?? String(error)}). Nothing was changed.`,
      next: 'Make it writable, then run the command again.',
      cause: error,
    });
  }
}

/** A hidden sibling, so that the rename stays on one file system; short enough for any file system. */
function temporaryName(path: string, id: string): string {
  const { dir, base } = posix.parse(path);
  return posix.join(dir, `.${base.slice(0, 50)}.${id}.tmp`);
}

/** The folders that are empty when `removed` is gone, the innermost first. One that was empty before isn't among them. */
function foldersEmptied(
  disk: Disk,
  root: string,
  removed: readonly string[],
  written: readonly string[],
): FolderMode[] {
  const gone = new Set(removed);
  const needed = new Set(written.flatMap(foldersOf));
  const emptied: FolderMode[] = [];
  const candidates = [...new Set(removed.flatMap(foldersOf))].sort(
    (a, b) => b.split('/').length - a.split('/').length,
  );
  for (const path of candidates) {
    if (needed.has(path)) continue;
    if (!namesIn(disk, join(root, path)).every((name) => gone.has(`${path}/${name}`))) continue;
    gone.add(path);
    emptied.push({ path, mode: permissions(disk.lstatSync(join(root, path)).mode) });
  }
  return emptied;
}

const changedMeanwhile = (path: string): BackendError =>
  new BackendError('failed', {
    code: 'changed-meanwhile',
    what: `${path} changed while this command was working.`,
    why: 'What was worked out no longer fits the file, so nothing was written.',
    next: 'Run the command again.',
  });
