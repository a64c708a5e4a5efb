import { join, posix, relative, sep } from 'node:path';
import { BackendError } from '../project/errors.js';

interface LinkReader {
  lstatSync(path: string): { isSymbolicLink(): boolean };
}

/** The error for a path that isn't really inside the project. */
export const outsideRoot = (root: string, path: string, why: string): BackendError =>
  new BackendError('failed', {
    code: 'outside-root',
    what: `${path} is not really inside ${root}: ${why}.`,
    why: 'Only what is inside the project is read or written.',
    next: 'Replace the link by what it points to, or run the command where the files really are.',
  });

/** Whether `path` is `folder` or below it; both absolute and resolved. */
export function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !/^([a-zA-Z]:|[\\/])/.test(rest));
}

/** A path relative to the root in its shortest spelling; one that leaves the root is refused. */
export function insideRoot(root: string, path: string): string {
  const key = posix.normalize(path);
  const leaves =
    posix.isAbsolute(key) || key === '..' || key.startsWith('../') || /^[a-zA-Z]:|\\|\0/.test(key);
  if (leaves || key === '.' || key.endsWith('/'))
    throw outsideRoot(root, path, 'it leaves the project or names no file');
  return key;
}

/** The folders that a path goes through, the outermost first: `a/b/c` has `a` and `a/b`. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * The first symbolic link on the way to a path, itself included; null when there is none.
 * Folders in `safe` were looked at before; those found to be no link are added to it.
 */
export function linkOnTheWay(fs: LinkReader, root: string, key: string, safe: Set<string>): string | null {
  for (const part of [...foldersOf(key), key]) {
    if (safe.has(part)) continue;
    try {
      if (fs.lstatSync(join(root, part)).isSymbolicLink()) return part;
    } catch {
      // What can't even be looked at is opened by nobody: reading or writing it fails by itself.
      return null;
    }
    if (part !== key) safe.add(part);
  }
  return null;
}
