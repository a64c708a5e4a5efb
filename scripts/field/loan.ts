import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { minVersion, satisfies } from 'semver';
import { run } from './command.js';

/**
 * Packages that a package.json asks for since a moment ago, lent to a project for as long as it is looked at, so that types
 * resolve without its package manager and lockfile. Each is installed once on this machine.
 */
export class Loan {
  readonly #modules: string;
  readonly #record: string;
  readonly #aside: string;

  /** `store` is the folder where they are installed, each version by itself. */
  constructor(
    readonly folder: string,
    readonly top: string,
    readonly store: string,
  ) {
    this.#modules = join(folder, 'node_modules');
    this.#record = join(this.#modules, '.lent.json');
    this.#aside = join(this.#modules, '.lent-aside');
    this.giveBack();
  }

  /** Lends what isn't there in a version that fits. Returns what couldn't be had. */
  async lend(wanted: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const missing: string[] = [];
    const lent: string[] = [];
    for (const [name, range] of wanted) {
      if (this.#has(name, range)) continue;
      const source = await this.#install(name, minVersion(range)?.version ?? range);
      if (source === null) {
        missing.push(`${name}@${range}`);
        continue;
      }
      lent.push(name);
      mkdirSync(this.#modules, { recursive: true });
      writeFileSync(this.#record, JSON.stringify(lent));
      this.#place(name, source);
    }
    return missing;
  }

  /** Takes all of it away again, also what an earlier run that was killed left there. */
  giveBack(): void {
    if (!existsSync(this.#record)) return;
    for (const name of JSON.parse(readFileSync(this.#record, 'utf8'))) {
      const place = join(this.#modules, name);
      const aside = join(this.#aside, name);
      rmSync(place, { recursive: true, force: true });
      if (existsSync(aside)) renameSync(aside, place);
      if (name.startsWith('@') && readdirSync(dirname(place)).length === 0)
        rmSync(dirname(place), { recursive: true });
    }
    rmSync(this.#aside, { recursive: true, force: true });
    rmSync(this.#record);
    if (readdirSync(this.#modules).length === 0) rmSync(this.#modules, { recursive: true });
  }

  #has(name: string, range: string): boolean {
    for (let at = this.folder; ; at = dirname(at)) {
      const path = join(at, 'node_modules', name, 'package.json');
      if (existsSync(path)) {
        return satisfies(JSON.parse(readFileSync(path, 'utf8')).version, range, { includePrerelease: true });
      }
      if (at === this.top || at === dirname(at)) return false;
    }
  }

  /**
   * Copies, not links: what the package and its own dependencies take from their surroundings, such as NestJS or the types
   * of Node, has to be the project's.
   */
  #place(name: string, source: string): void {
    const place = join(this.#modules, name);
    if (existsSync(place)) {
      mkdirSync(dirname(join(this.#aside, name)), { recursive: true });
      renameSync(place, join(this.#aside, name));
    }
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(source, name), place, { recursive: true });
    for (const dependency of packagesIn(source)) {
      const target = join(place, 'node_modules', dependency);
      if (dependency === name || existsSync(target)) continue;
      const types = dependency.startsWith('@types/');
      if (types && existsSync(join(this.#modules, dependency))) continue;
      // Where pnpm keeps what only packages of packages ask for: it would choose the version that is there.
      const hidden = join(this.#modules, '.pnpm/node_modules', dependency);
      if (types && existsSync(hidden)) {
        mkdirSync(dirname(target), { recursive: true });
        symlinkSync(realpathSync(hidden), target);
      } else {
        cpSync(join(source, dependency), target, { recursive: true });
      }
    }
  }

  async #install(name: string, version: string): Promise<string | null> {
    const home = join(this.store, `${name.replace('/', '+')}@${version}`);
    const modules = join(home, 'node_modules');
    if (existsSync(join(modules, name))) return modules;
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock'];
    const { code } = await run(['npm', 'install', ...flags, `${name}@${version}`], home, { seconds: 120 });
    return code === 0 ? modules : null;
  }
}

function packagesIn(modules: string): readonly string[] {
  return readdirSync(modules)
    .filter((entry) => !entry.startsWith('.'))
    .flatMap((entry) =>
      entry.startsWith('@') ? readdirSync(join(modules, entry)).map((name) => `${entry}/${name}`) : [entry],
    );
}
