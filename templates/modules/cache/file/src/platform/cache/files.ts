import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that was read: its text, and when it is over. */
export interface KeptFile {
  readonly text: string;
  readonly endsAt: Date;
}

/** The file's text, or undefined when there is none or its time is over. The time of its last change says when that is. */
export async function readKept(path: string): Promise<KeptFile | undefined> {
  const file = await unlessMissing(open(path));
  if (file === undefined) return undefined;
  try {
    const { mtime } = await file.stat();
    if (mtime.getTime() <= Date.now()) return undefined;
    return { text: await file.readFile('utf8'), endsAt: mtime };
  } finally {
    await file.close();
  }
}

/** Writes a file beside its place and puts it there in one step, so that nobody ever reads half of it. */
export async function writeKept(
  path: string,
  { text, endsAt }: KeptFile,
  put: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(unfinished, text);
    await utimes(unfinished, endsAt, endsAt);
    await put(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A file that is there, with what decides how long it stays. */
interface Listed {
  readonly path: string;
  readonly bytes: number;
  readonly endsAt: number;
}

// The files of a cache: a hash, or one that is being written or locked. Nothing else is ever removed.
const own = /^[\da-f]{62}(\.|$)/;

/** Removes what is over, what killed processes left behind, and then what ends first until the rest fits. */
export async function sweep(folder: string, maxBytes: number): Promise<void> {
  const kept: Listed[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !own.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await unlessMissing(stat(path));
    if (found === undefined) continue;
    const { size, mtimeMs, ctimeMs } = found;
    const isOver = entry.name.includes('.') ? ctimeMs < Date.now() - 60_000 : mtimeMs < Date.now();
    if (isOver) await rm(path, { force: true });
    else kept.push({ path, bytes: size, endsAt: mtimeMs });
  }
  let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  for (const file of kept.toSorted((a, b) => a.endsAt - b.endsAt)) {
    if (bytes <= maxBytes) return;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
}

/** What was asked of the file system, or undefined where there is no such file. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
