import { posix } from 'node:path';
import { type HostReader, type SourceReader, Sources } from './sources.js';

export type { HostReader, SourceReader } from './sources.js';

const names = ['main', 'index', 'server', 'app'];
const folders = ['src/', 'source/', '', 'server/', 'backend/', 'api/', 'lib/', 'app/', 'src/server/', 'bin/'];
const usualEntries = folders.flatMap((folder) =>
  [...names, 'bin/www'].flatMap((name) => [`${folder}${name}.ts`, `${folder}${name}.mts`]),
);

/**
 * The TypeScript files that a project starts from, the likeliest first: what package.json runs or names, through
 * tsconfig's `outDir` back to its `rootDir`; without any, the usual names.
 */
export function findEntries(reader: SourceReader & Partial<HostReader>): readonly string[] {
  const sources = Sources.of(reader);
  const entries = namedEntries(sources).flatMap((path) => sourceOf(sources, path) ?? []);
  const found = entries.filter((path) => !isTest(path));
  return [...new Set(found.length > 0 ? found : usualEntries.filter((path) => sources.exists(path)))];
}

/** What package.json names or runs, as it is written there. */
function namedEntries(sources: Sources): readonly string[] {
  const fields = [
    sources.manifest('main'),
    sources.manifest('module'),
    ...textsIn(sources.manifest('bin')),
    ...textsDeep(mainExport(sources.manifest('exports'))),
  ].filter((value) => typeof value === 'string');
  const run = sources.scripts
    .filter(
      (command) => !/^\s*(jest|vitest|mocha|eslint|prettier|typeorm|sequelize|knex|drizzle)/.test(command),
    )
    .flatMap((command) => command.match(/[\w@./-]+\.[cm]?[jt]s\b/g) ?? []);
  const bare = sources.scripts.flatMap((command) =>
    [
      ...command.matchAll(
        /(?:node|tsx|ts-node|nodemon|ts-node-dev|bun(?: run)?)(?:\s+-\S+)*\s+((?:\.\/)?[\w-]+(?:\/[\w-]+)*)(?=\s|$|")/g,
      ),
    ].map(([, path = '']) => path),
  );
  const nest = [...nestProjects(sources)];
  return [...nest, ...fields, ...run, ...watched(sources), ...bare];
}

/** What others get who import the package by its name alone: subpaths of `exports` are no entries. */
function mainExport(value: unknown): unknown {
  const entries = Object.entries(Object(value));
  return entries.some(([key]) => key.startsWith('.')) ? Object(value)['.'] : value;
}

const textsIn = (value: unknown): readonly unknown[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value));

/** What nodemon.json runs. */
function watched(sources: Sources): readonly string[] {
  const text = sources.read('nodemon.json') ?? '';
  return text.match(/[\w@./-]+\.[cm]?ts\b/g) ?? [];
}

/** The entries of the projects of nest-cli.json, the default one first. */
function nestProjects(sources: Sources): readonly string[] {
  const text = sources.read('nest-cli.json');
  if (text === null) return [];
  const root = /"sourceRoot"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? 'src';
  const others = [...text.matchAll(/"sourceRoot"\s*:\s*"([^"]+)"/g)].map(([, path = '']) => path);
  const file = /"entryFile"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? 'main';
  return [...new Set([root, ...others])].map((folder) => `${folder}/${file}.ts`);
}

/** Tests and configuration make apps of their own, which are not the one that is served. */
const isTest = (path: string): boolean =>
  /(^|\/)(tests?|__tests__|e2e|node_modules|scripts|prisma|seeds?|migrations)\/|\.(test|spec|config|d)\.[cm]?[jt]s$|(^|\/)(seed|jest|vitest|gulpfile|ormconfig|knexfile)[\w.-]*\.ts$/.test(
    path,
  );

/** The source behind a path that may name a built file. */
function sourceOf(sources: Sources, path: string): string | null {
  const clean = posix.normalize(path);
  if (clean.startsWith('..') || posix.isAbsolute(clean)) return null;
  const { rootDir } = sources.config;
  const guesses = [clean];
  for (const outDir of [sources.config.outDir ?? 'dist', 'dist', 'build', 'out', 'lib']) {
    if (!clean.startsWith(`${outDir}/`)) continue;
    const rest = clean.slice(outDir.length + 1);
    guesses.unshift(
      ...[rootDir, 'src', '.'].flatMap((root) => (root === null ? [] : [posix.join(root, rest)])),
    );
  }
  const files = guesses.flatMap((guess) => [
    guess.replace(/\.([cm]?)js$/, '.$1ts'),
    `${guess}.ts`,
    `${guess}/index.ts`,
    ...(/\.[cm]js$/.test(guess) ? [guess.replace(/\.[cm]js$/, '.ts')] : []),
  ]);
  return files.find((file) => /\.[cm]?tsx?$/.test(file) && sources.exists(file)) ?? null;
}

/** The file that a relative import, or one by tsconfig's `paths`, means; null for packages and missing files. */
export function resolveImport(
  reader: SourceReader & Partial<HostReader>,
  file: string,
  specifier: string,
): string | null {
  const sources = Sources.of(reader);
  const bases = specifier.startsWith('.')
    ? [posix.join(posix.dirname(file), specifier)]
    : aliasesOf(sources, specifier);
  for (const base of bases) {
    if (base.startsWith('..')) continue;
    const stem = base.replace(/\.([cm]?)js$/, '.$1ts');
    const files = [stem, `${base}.ts`, `${base}/index.ts`, `${base}.mts`, `${base}.cts`, `${base}.tsx`];
    const found = files.find((path) => /\.[cm]?tsx?$/.test(path) && sources.exists(path));
    if (found !== undefined) return found;
  }
  return null;
}

function aliasesOf(sources: Sources, specifier: string): readonly string[] {
  const { paths, baseUrl } = sources.config;
  const matched = paths.flatMap(({ pattern, targets }) => matchAlias(pattern, targets, specifier));
  const own = Object.entries({
    ...Object(sources.manifest('imports')),
    ...Object(sources.manifest('_moduleAliases')),
  }).flatMap(([pattern, target]) => {
    const whole = pattern.includes('*') ? pattern : `${pattern}/*`;
    const places = textsDeep(target).map((place) => posix.normalize(place));
    const ends = places.flatMap((place) => {
      const source = sourcePattern(sources, place);
      return pattern.includes('*') ? source : source.map((end) => `${end}/*`);
    });
    return matchAlias(whole, ends, specifier);
  });
  const plain = baseUrl === null || !/^[\w@]/.test(specifier) ? [] : [posix.join(baseUrl, specifier)];
  return [...matched, ...own, ...plain];
}

const textsDeep = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(textsDeep);

/** `dist/*` of package.json's `imports` is `src/*` among the sources. */
function sourcePattern(sources: Sources, place: string): readonly string[] {
  const outDir = sources.config.outDir ?? 'dist';
  if (place !== outDir && !place.startsWith(`${outDir}/`)) return [place];
  const rest = place.slice(outDir.length + 1);
  return [sources.config.rootDir ?? 'src', 'src', '.'].map((root) => posix.join(root, rest));
}

function matchAlias(pattern: string, targets: readonly string[], specifier: string): readonly string[] {
  const [head = '', tail = ''] = pattern.split('*');
  const matches = pattern.includes('*')
    ? specifier.startsWith(head) && specifier.endsWith(tail) && specifier.length >= head.length + tail.length
    : specifier === pattern;
  if (!matches) return [];
  const rest = specifier.slice(head.length, specifier.length - tail.length);
  return targets.map((target) => target.replace('*', rest));
}
