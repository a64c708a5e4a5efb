import { join, posix, relative, sep } from 'node:path';
import { BackendError } from '../project/errors.js';

interface LinkReader {
  /** `throwIfNoEntry: false` spares an exception for every file that isn't there; it may be thrown all the same. */
  lstatSync(
    path: string,
    options: { readonly throwIfNoEntry: false },
  ): { isSymbolicLink(): boolean } | undefined;
}

/** What was found out about the paths below a root, so that each is looked at once. */
export class KnownPaths {
  /** Folders that are no symbolic links. */
  readonly safe = new Set<string>();
  /** Where there is nothing: nor is there anything below. */
  readonly missing = new Set<string>();

  isMissing(key: string): boolean {
    return this.missing.size > 0 && [...foldersOf(key), key].some((part) => this.missing.has(part));
  }
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

/** The first symbolic link on the way to a path, itself included; null when there is none. */
export function linkOnTheWay(fs: LinkReader, root: string, key: string, known: KnownPaths): string | null {
  for (const part of [...foldersOf(key), key]) {
    if (known.safe.has(part)) continue;
    if (known.missing.has(part)) return null;
    try {
      const stats = fs.lstatSync(join(root, part), { throwIfNoEntry: false });
      if (stats?.isSymbolicLink() === true) return part;
      if (stats === undefined) {
        known.missing.add(part);
        return null;
      }
    } catch {
      // What can't even be looked at is opened by nobody: reading or writing it fails by itself.
      return null;
    }
    if (part !== key) known.safe.add(part);
  }
  return null;
}
