import { posix } from 'node:path';
import { jsonValue } from '../edit/json.js';

/** Whatever texts can be read from: a tree, or a test's record. */
export interface SourceReader {
  read(path: string): string | null;
}

const usualEntries = [
  'src/main.ts',
  'src/index.ts',
  'src/server.ts',
  'src/app.ts',
  'main.ts',
  'index.ts',
  'server.ts',
  'app.ts',
];

/**
 * The TypeScript files that a project starts from, the likeliest first: what package.json runs or names, through
 * tsconfig's `outDir` back to its `rootDir`; without any, the usual names.
 */
export function findEntries(reader: SourceReader): readonly string[] {
  const text = reader.read('package.json') ?? '{}';
  const scripts = Object.values(Object(jsonValue(text, ['scripts']))).filter(
    (value) => typeof value === 'string',
  );
  const named = [jsonValue(text, ['main']), jsonValue(text, ['module']), ...binsOf(jsonValue(text, ['bin']))];
  const run = scripts.flatMap((command) => command.match(/[\w@./-]+\.[cm]?[jt]s\b/g) ?? []);
  const candidates = [...named.filter((value) => typeof value === 'string'), ...run];
  const found = candidates.flatMap((path) => sourceOf(reader, path) ?? []).filter((path) => !isTest(path));
  const entries = found.length > 0 ? found : usualEntries.filter((path) => reader.read(path) !== null);
  return [...new Set(entries)];
}

const binsOf = (bin: unknown): readonly unknown[] =>
  typeof bin === 'string' ? [bin] : Object.values(Object(bin));

/** Tests and configuration make apps of their own, which are not the one that is served. */
const isTest = (path: string): boolean =>
  /(^|\/)(tests?|__tests__|e2e)\/|\.(test|spec|config)\.[cm]?[jt]s$/.test(path);

/** The source behind a path that may name a built file. */
function sourceOf(reader: SourceReader, path: string): string | null {
  const clean = posix.normalize(path);
  if (clean.startsWith('..') || posix.isAbsolute(clean)) return null;
  const { outDir, rootDir } = foldersOf(reader);
  const guesses = [clean];
  if (outDir !== null && clean.startsWith(`${outDir}/`)) {
    const rest = clean.slice(outDir.length + 1);
    guesses.unshift(
      ...[rootDir, 'src', '.'].flatMap((root) => (root === null ? [] : [posix.join(root, rest)])),
    );
  }
  const files = guesses.flatMap((guess) => [guess.replace(/\.([cm]?)js$/, '.$1ts'), `${guess}.ts`]);
  return files.find((file) => /\.[cm]?tsx?$/.test(file) && reader.read(file) !== null) ?? null;
}

function foldersOf(reader: SourceReader): {
  readonly outDir: string | null;
  readonly rootDir: string | null;
} {
  const configs = ['tsconfig.build.json', 'tsconfig.json'].map((file) => reader.read(file) ?? '{}');
  const option = (name: string): string | null => {
    const value = configs
      .map((text) => jsonValue(text, ['compilerOptions', name]))
      .find((v) => typeof v === 'string');
    return typeof value === 'string' ? posix.normalize(value).replace(/\/$/, '') : null;
  };
  return { outDir: option('outDir') ?? 'dist', rootDir: option('rootDir') };
}

/** The file that a relative import, or one by tsconfig's `paths`, means; null for packages and missing files. */
export function resolveImport(reader: SourceReader, file: string, specifier: string): string | null {
  const bases = specifier.startsWith('.')
    ? [posix.join(posix.dirname(file), specifier)]
    : aliasesOf(reader, specifier);
  for (const base of bases) {
    if (base.startsWith('..')) continue;
    const stem = base.replace(/\.([cm]?)js$/, '.$1ts');
    const files = [stem, `${base}.ts`, `${base}.mts`, `${base}.cts`, `${base}/index.ts`, `${base}.tsx`];
    const found = files.find((path) => /\.[cm]?tsx?$/.test(path) && reader.read(path) !== null);
    if (found !== undefined) return found;
  }
  return null;
}

function aliasesOf(reader: SourceReader, specifier: string): readonly string[] {
  const text = reader.read('tsconfig.json') ?? '{}';
  const baseUrl = jsonValue(text, ['compilerOptions', 'baseUrl']);
  const root = typeof baseUrl === 'string' ? baseUrl : '.';
  const paths: Readonly<Record<string, unknown>> = Object(jsonValue(text, ['compilerOptions', 'paths']));
  return Object.entries(paths).flatMap(([pattern, targets]) => {
    const [head = '', tail = ''] = pattern.split('*');
    const matches = pattern.includes('*')
      ? specifier.startsWith(head) && specifier.endsWith(tail)
      : specifier === pattern;
    if (!matches || !Array.isArray(targets)) return [];
    const rest = specifier.slice(head.length, specifier.length - tail.length);
    return targets.map((target) => posix.join(root, String(target).replace('*', rest)));
  });
}
