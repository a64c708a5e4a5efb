import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export type FixerId = 'eslint' | 'biome' | 'prettier';

/** A linter or formatter that a project has installed, with settings of its own. */
export interface Fixer {
  readonly id: FixerId;
  readonly label: string;
  /** The script that its package runs. */
  readonly program: string;
  /** As `major.minor`. */
  readonly version: readonly [major: number, minor: number];
}

interface Kind {
  readonly id: FixerId;
  readonly label: string;
  readonly package: string;
  /** The names of files that hold its settings. */
  readonly settings: (version: Fixer['version']) => RegExp;
  /** The key of package.json that they may stand under. */
  readonly key: string | null;
}

/** In the order in which they run: who prints a file has the last word. */
const kinds: readonly Kind[] = [
  {
    id: 'eslint',
    label: 'ESLint',
    package: 'eslint',
    // ESLint 9 no longer reads the older files by itself, and the ones before 8.57 don't know the newer.
    settings: ([major, minor]) =>
      major >= 9
        ? /^eslint\.config\.[cm]?[jt]s$/
        : major === 8 && minor >= 57
          ? /^(\.eslintrc(\.|$)|eslint\.config\.[cm]?js$)/
          : /^\.eslintrc(\.|$)/,
    key: 'eslintConfig',
  },
  {
    id: 'biome',
    label: 'Biome',
    package: '@biomejs/biome',
    settings: () => /^\.?biome\.jsonc?$/,
    key: null,
  },
  {
    id: 'prettier',
    label: 'Prettier',
    package: 'prettier',
    settings: () => /^(\.prettierrc(\.|$)|prettier\.config\.[cm]?[jt]s$)/,
    key: 'prettier',
  },
];

/** The fixers of a project, in the order in which they run. A workspace's above it count too. */
export function findFixers(root: string): readonly Fixer[] {
  return kinds.flatMap((kind) => {
    const found = packageOf(root, kind.package);
    if (found === null) return [];
    const { version, bin } = readPackage(join(found, 'package.json'));
    const [major = 0, minor = 0] = String(version).split('.').map(Number);
    const script = typeof bin === 'string' ? bin : Object(bin)[kind.id];
    const key = kind.id === 'eslint' && major >= 9 ? null : kind.key;
    const settings = kind.settings([major, minor]);
    if (typeof script !== 'string' || !foldersFrom(root).some((folder) => hasSettings(folder, settings, key)))
      return [];
    const { id, label } = kind;
    return [{ id, label, program: join(found, script), version: [major, minor] as const }];
  });
}

/** The folder and those above it, up to the one that is a repository. */
function foldersFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, '.git')) ? [folder] : [folder, ...foldersFrom(above)];
}

function packageOf(root: string, name: string): string | null {
  const places = foldersFrom(root).map((folder) => join(folder, 'node_modules', name));
  return places.find((place) => existsSync(join(place, 'package.json'))) ?? null;
}

const hasSettings = (folder: string, names: RegExp, key: string | null): boolean =>
  readdirSync(folder).some((name) => names.test(name)) ||
  (key !== null && readPackage(join(folder, 'package.json'))[key] !== undefined);

function readPackage(path: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}

/** Texts by their paths from the root. */
export type Texts = ReadonlyMap<string, string>;

/** What a fixer makes of files: their texts, all of them, and how much it still has to say. */
export type Fixed =
  | { readonly outcome: 'done'; readonly texts: Texts; readonly complaints: number; readonly output: string }
  | { readonly outcome: 'failed'; readonly reason: string; readonly output: string };

export interface FixOptions {
  /** Ends the running program when it fires. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
}

/** The last lines of what a program printed, as reports show them. */
const linesKept = 20;

/**
 * Asks a fixer what it would make of texts that stand for files of the project. The files are as before when this returns,
 * whatever the fixer did to them.
 */
export async function runFixer(
  root: string,
  fixer: Fixer,
  texts: Texts,
  { signal, environment, timeoutMs }: FixOptions,
): Promise<Fixed> {
  const paths = [...texts.keys()];
  const before = readAll(root, paths);
  try {
    writeAll(root, texts);
    const { execa } = await import('execa');
    const ran = await execa(process.execPath, [fixer.program, ...argumentsOf(fixer), ...paths], {
      cwd: root,
      env: { ...environment, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdin: 'ignore',
      all: true,
      reject: false,
      timeout: timeoutMs,
      cancelSignal: signal,
      forceKillAfterDelay: 2_000,
      stripFinalNewline: false,
    });
    const output = ran.all.trimEnd().split(/\r?\n/).slice(-linesKept).join('\n');
    const failed = (reason: string): Fixed => ({ outcome: 'failed', reason, output });
    if (ran.isCanceled) return failed('it was interrupted');
    if (ran.timedOut) return failed(`it took more than ${Math.round(timeoutMs / 1000)} s`);
    const fixed = outcomeOf[fixer.id](root, texts, ran);
    if (fixed === null) return failed(`it ended with exit code ${ran.exitCode ?? '?'}`);
    // ESLint's own words are data; what is left is seen best by its usual report.
    return { outcome: 'done', ...fixed, output: fixer.id === 'eslint' ? '' : output };
  } finally {
    writeAll(root, before);
  }
}

function argumentsOf({ id, version: [major, minor] }: Fixer): readonly string[] {
  if (id === 'eslint') return ['--fix-dry-run', '--format', 'json', '--no-error-on-unmatched-pattern'];
  if (id === 'prettier') return ['--write', '--ignore-unknown'];
  const write = major === 1 && minor < 8 ? '--apply' : '--write';
  return ['check', write, '--no-errors-on-unmatched', '--colors=off'];
}

type Outcome = { readonly texts: Texts; readonly complaints: number };

interface Ran {
  readonly stdout: string;
  /** Both streams. */
  readonly all: string;
  readonly exitCode?: number | undefined;
}

/** Reads what a fixer did; null when it didn't get to its work. */
type ReadOutcome = (root: string, texts: Texts, ran: Ran) => Outcome | null;

const outcomeOf: Readonly<Record<FixerId, ReadOutcome>> = {
  eslint: (root, texts, { stdout, exitCode }) =>
    exitCode === 0 || exitCode === 1 ? readEslint(root, texts, stdout) : null,
  // Its exit code is 1 for settings that it can't read, too; only when it looked at files it says how many.
  biome: (root, texts, { all }) =>
    /^Checked \d+ file/m.test(all) || /No files were processed/.test(all)
      ? {
          texts: readAll(root, [...texts.keys()]),
          complaints: [...all.matchAll(/^Found (\d+) (?:error|warning)/gm)].reduce(
            (sum, [, count]) => sum + Number(count),
            0,
          ),
        }
      : null,
  prettier: (root, texts, { exitCode }) =>
    exitCode === 0 ? { texts: readAll(root, [...texts.keys()]), complaints: 0 } : null,
};

interface EslintMessage {
  readonly ruleId: string | null;
  readonly severity: number;
}

function readEslint(root: string, texts: Texts, stdout: string): Outcome | null {
  try {
    const results: readonly {
      readonly filePath: string;
      readonly output?: string;
      readonly messages: readonly EslintMessage[];
    }[] = JSON.parse(stdout);
    const fixed = new Map(texts);
    const real = realpathSync(root);
    for (const { filePath, output } of results) {
      const path = relative(real, filePath).replaceAll('\\', '/');
      if (texts.has(path) && output !== undefined) fixed.set(path, output);
    }
    // A warning without a rule says that the project's settings leave the file out.
    const said = results.flatMap(({ messages }) => messages);
    return {
      texts: fixed,
      complaints: said.filter(({ ruleId, severity }) => ruleId !== null || severity === 2).length,
    };
  } catch {
    return null;
  }
}

function readAll(root: string, paths: readonly string[]): Texts {
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function writeAll(root: string, texts: Texts): void {
  for (const [path, text] of texts) {
    const absolute = join(root, path);
    if (readFileSync(absolute, 'utf8') !== text) writeFileSync(absolute, text);
  }
}
