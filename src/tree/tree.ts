import { hash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { BackendError } from '../project/errors.js';
import { insideRoot, isInside, KnownPaths, linkOnTheWay, outsideRoot } from './paths.js';

/** The part of `node:fs` that a tree reads with; memfs has it too. */
export interface ReadFileSystem {
  readFileSync(path: string, encoding: 'utf8'): string;
  lstatSync(
    path: string,
    options: { readonly throwIfNoEntry: false },
  ): Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'> | undefined;
  /** Without it no symbolic link is followed. */
  realpathSync?(path: string): string;
}

export type ChangeStatus = 'create' | 'update' | 'remove';

/** One file that would change. `before` is null for a new file, `after` is null for one that goes. */
export interface Change {
  readonly path: string;
  readonly status: ChangeStatus;
  readonly before: string | null;
  readonly after: string | null;
}

/** The SHA-256 of a text, in hexadecimal. */
export const hashText = (text: string): string => hash('sha256', text);

/**
 * A staged overlay over a project's folder: reads see what was staged, nothing is written to the disk.
 * Paths are relative to the root, with forward slashes; one that leaves the root is refused. Symbolic links that stay
 * inside the root can be read through, but never written through.
 */
export class Tree {
  readonly #staged = new Map<string, string | null>();
  readonly #originals = new Map<string, string | null>();
  readonly #known = new KnownPaths();
  readonly #keys = new Map<string, string>();

  constructor(
    readonly root: string,
    readonly fs: ReadFileSystem,
  ) {}

  /** The text of a file as staged, or as it is on the disk; null when there is none. */
  read(path: string): string | null {
    const key = this.#check(path);
    const staged = this.#staged.get(key);
    return staged !== undefined ? staged : this.original(key);
  }

  exists(path: string): boolean {
    return this.read(path) !== null;
  }

  /** The text of a file on the disk when it was first read; null when there is none. */
  original(path: string): string | null {
    const key = this.#check(path);
    const known = this.#originals.get(key);
    if (known !== undefined) return known;
    const text = this.#load(key);
    this.#originals.set(key, text);
    return text;
  }

  /** Stages a text; writing the original back drops the change. */
  write(path: string, text: string): void {
    const key = this.#checkWritable(path);
    if (this.original(key) === text) this.#staged.delete(key);
    else this.#staged.set(key, text);
  }

  delete(path: string): void {
    const key = this.#checkWritable(path);
    if (this.original(key) === null) this.#staged.delete(key);
    else this.#staged.set(key, null);
  }

  /** What differs from the disk, sorted by path. */
  changes(): readonly Change[] {
    return [...this.#staged]
      .map(([path, after]): Change => {
        const before = this.original(path);
        const status = before === null ? 'create' : after === null ? 'remove' : 'update';
        return { path, status, before, after };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Every file that was read, with the hash of what was on the disk then (null: there was none). */
  readHashes(): ReadonlyMap<string, string | null> {
    return new Map([...this.#originals].map(([path, text]) => [path, text === null ? null : hashText(text)]));
  }

  #load(key: string): string | null {
    if (this.#known.isMissing(key)) return null;
    try {
      return this.fs.readFileSync(join(this.root, key), 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new BackendError('failed', {
        code: 'unreadable',
        what: `${key} can't be read (${code ?? String(error)}).`,
        next: 'Check its type and permissions, then run the command again.',
        cause: error,
      });
    }
  }

  /** Refuses paths that leave the root, by their spelling or through a symbolic link. */
  #check(path: string): string {
    const checked = this.#keys.get(path);
    if (checked !== undefined) return checked;
    const key = insideRoot(this.root, path);
    const link = linkOnTheWay(this.fs, this.root, key, this.#known);
    if (link !== null && !this.#staysInside(key)) {
      throw outsideRoot(this.root, key, `${link} is a symbolic link that leaves it`);
    }
    this.#keys.set(path, key);
    return key;
  }

  #checkWritable(path: string): string {
    const key = this.#check(path);
    const link = linkOnTheWay(this.fs, this.root, key, this.#known);
    if (link !== null) throw outsideRoot(this.root, key, `${link} is a symbolic link`);
    return key;
  }

  /** What doesn't exist at the end of a link stays inside: reading it finds nothing. */
  #staysInside(key: string): boolean {
    const { realpathSync } = this.fs;
    if (realpathSync === undefined) return false;
    try {
      return isInside(realpathSync(this.root), realpathSync(join(this.root, key)));
    } catch {
      return true;
    }
  }
}
