import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { execaSync } from 'execa';

/** What differs from the commit: path from the checkout's top to a word about it, such as the hash of its text. */
export type State = ReadonlyMap<string, string>;

/** Lines that a change has in files that were there before. */
export interface Lines {
  readonly added: number;
  readonly removed: number;
}

/** A clone of a real project, worked on in place and given back as it was. */
export class Checkout {
  /** The folder of the package, which may lie deep in the clone. */
  readonly folder: string;
  readonly top: string;
  readonly name: string;
  /** The newest commit that the origin has, too, in short. */
  readonly commit: string;
  readonly #before: State;

  /** Opens it; throws when it holds anything that isn't committed. */
  constructor(folder: string) {
    this.folder = resolve(folder);
    this.top = this.#git('rev-parse', '--show-toplevel').trim();
    const inside = relative(this.top, this.folder);
    const remote = this.#git('config', '--default', '', '--get', 'remote.origin.url').trim();
    const [, origin] = /([^/:]+\/[^/]+?)(\.git)?$/.exec(remote) ?? [];
    this.name = [origin ?? basename(this.top), inside].filter(Boolean).join(' ');
    const dirty = this.#git('status', '--porcelain').trim();
    if (dirty !== '') {
      throw new Error(
        `${this.top} has changes that aren't committed, and they would be lost:\n${dirty}\nCommit or remove them.`,
      );
    }
    this.commit = this.#published().slice(0, 10);
    this.#before = this.state();
  }

  /** Everything that isn't as the commit has it: changed, new and ignored files, and empty folders. Not `node_modules`. */
  state(): State {
    const state = new Map<string, string>();
    const status = [
      'status',
      '--porcelain',
      '-z',
      '--no-renames',
      '--untracked-files=all',
      '--ignored=matching',
    ];
    for (const entry of this.#git(...status).split('\0')) {
      const path = entry.slice(3);
      if (path === '' || path.split('/').includes('node_modules')) continue;
      state.set(path, `${entry.slice(0, 2)} ${this.#digest(path)}`);
    }
    for (const line of this.#git('clean', '-nd').split('\n')) {
      const [, path] = /^Would remove (.*\/)$/.exec(line) ?? [];
      if (path !== undefined && !path.split('/').includes('node_modules')) state.set(path, 'folder');
    }
    return state;
  }

  /** What is there now and wasn't when it was opened. */
  traces(): readonly string[] {
    return differences(this.#before, this.state());
  }

  /** New files, relative to the package, with forward slashes. */
  created(): readonly string[] {
    return [...this.state()]
      .filter(([path, word]) => /^(\?\?|!!)/.test(word) && !path.endsWith('/') && !this.#before.has(path))
      .map(([path]) => relative(this.folder, join(this.top, path)));
  }

  /** Files of the project that are changed, with the lines that were added and removed. */
  changed(): ReadonlyMap<string, Lines> {
    const rows = this.#git('diff', '--numstat', '--no-renames', 'HEAD').trim().split('\n').filter(Boolean);
    return new Map(
      rows.map((row) => {
        const [added, removed, path = ''] = row.split('\t');
        return [path, { added: Number(added) || 0, removed: Number(removed) || 0 }] as const;
      }),
    );
  }

  /** The text of a file of the package; null when it has none. */
  text(path: string): string | null {
    const absolute = join(this.folder, path);
    return existsSync(absolute) ? readFileSync(absolute, 'utf8') : null;
  }

  /** The same as the commit has it. */
  committed(path: string): string | null {
    const { failed, stdout } = execaSync('git', ['show', `HEAD:./${path}`], {
      cwd: this.folder,
      reject: false,
    });
    return failed ? null : stdout;
  }

  /** Paths of the package that are under version control. */
  tracked(...patterns: readonly string[]): readonly string[] {
    return this.#git('ls-files', '-z', '--', ...patterns)
      .split('\0')
      .filter(Boolean);
  }

  /** Takes away whatever isn't in a state from before: what tests left behind. Changed files stay changed. */
  cleanTo(state: State): void {
    for (const [path, word] of this.state()) {
      if (!state.has(path) && /^(\?\?|!!|folder)/.test(word)) this.#remove(path);
    }
  }

  /** Brings it back to the commit. */
  restore(): void {
    execaSync('git', ['checkout', '--quiet', '--', '.'], { cwd: this.top });
    execaSync('git', ['clean', '-fdq'], { cwd: this.top });
    this.cleanTo(this.#before);
    const left = this.traces();
    if (left.length > 0) throw new Error(`${this.top} couldn't be restored: ${left.join(', ')}`);
  }

  #remove(path: string): void {
    rmSync(join(this.top, path), { recursive: true, force: true });
  }

  #digest(path: string): string {
    const absolute = join(this.top, path);
    const found = lstatSync(absolute, { throwIfNoEntry: false });
    if (found === undefined) return 'absent';
    return found.isFile() ? createHash('sha256').update(readFileSync(absolute)).digest('hex') : 'no file';
  }

  /** What stands above the origin's newest commit, such as a lockfile that was made for this run, is nobody's version. */
  #published(): string {
    const local = this.#git('rev-list', 'HEAD', '--not', '--remotes').trim().split('\n');
    const base = execaSync('git', ['rev-parse', '--verify', local[0] === '' ? 'HEAD' : `${local.at(-1)}^`], {
      cwd: this.folder,
      reject: false,
    });
    // A repository that was never anywhere else has nothing but its own commits.
    return base.failed ? this.#git('rev-parse', 'HEAD').trim() : base.stdout;
  }

  #git(...args: readonly string[]): string {
    return execaSync('git', ['-c', 'core.quotePath=false', ...args], {
      cwd: this.folder,
      stripFinalNewline: false,
      maxBuffer: 50_000_000,
    }).stdout;
  }
}

/** The paths on which two states differ. */
export function differences(before: State, after: State): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
