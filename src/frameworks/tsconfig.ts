import { posix } from 'node:path';
import { jsonValue } from '../edit/json.js';
import type { Sources } from './sources.js';

/** The options of TypeScript that finding and writing code depends on; paths are relative to the package's folder. */
export interface TsConfig {
  /** The file that was taken; null when there is none. */
  readonly file: string | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly outDir: string | null;
  readonly rootDir: string | null;
  /** Patterns of import specifiers with the places they mean. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  readonly baseUrl: string | null;
}

const usual = ['tsconfig.json', 'tsconfig.app.json', 'tsconfig.base.json', 'tsconfig.server.json'];

/** Reads the configuration that the sources are compiled with: what scripts name, else `tsconfig.json`. */
export function readTsConfig(sources: Sources): TsConfig {
  const named = projectsIn(sources.scripts);
  const all = [...named, ...usual, 'tsconfig.build.json', 'server/tsconfig.json', 'src/tsconfig.json'];
  const layers = [...new Set(all)].flatMap((file) => {
    const layer = readLayer(sources, file, 0);
    return layer === null ? [] : [{ file, ...layer }];
  });
  const preferred = named.length > 0 ? layers : layers.filter(({ file }) => usual.includes(file));
  const main = preferred.find(({ options }) => Object.keys(options).length > 0) ?? layers[0];
  const folder = (name: 'outDir' | 'rootDir'): string | null => {
    const value = [main, ...layers].map((layer) => layer?.options[name]).find((v) => typeof v === 'string');
    return typeof value === 'string' ? value : null;
  };
  return {
    file: main?.file ?? null,
    options: main?.options ?? {},
    outDir: folder('outDir'),
    rootDir: folder('rootDir'),
    paths: main?.paths ?? [],
    baseUrl: typeof main?.options.baseUrl === 'string' ? main.options.baseUrl : null,
  };
}

/** The projects that scripts name: `tsc -p tsconfig.server.json`, but not those of tests. */
function projectsIn(scripts: readonly string[]): readonly string[] {
  return (
    scripts
      .filter((command) => /\b(tsc|tsx|ts-node|ts-node-dev|nodemon|swc|tsup)\b/.test(command))
      .flatMap((command) => [...command.matchAll(/(?:\s-p|--project|--tsconfig)[ =]([\w@./-]+)/g)])
      .map(([, path = '']) => posix.normalize(path.endsWith('.json') ? path : `${path}/tsconfig.json`))
      .filter((path) => !/test|spec|eslint|lint|frontend|client/i.test(path))
      // What is above the package is compiled with other sources.
      .filter((path) => !posix.isAbsolute(path) && !path.startsWith('../'))
  );
}

interface Layer {
  readonly options: Readonly<Record<string, unknown>>;
  readonly paths: TsConfig['paths'];
}

/** More configurations than this never stand above one another. */
const deepest = 8;

/** One file with everything that it extends; its own options win. */
function readLayer(sources: Sources, file: string, depth: number): Layer | null {
  const text = sources.read(file);
  if (text === null || depth > deepest) return null;
  const folder = posix.dirname(file);
  const extended = [jsonValue(text, ['extends'])].flat().flatMap((name) => {
    const base = typeof name === 'string' ? extendedFile(sources, folder, name) : null;
    return base === null ? [] : (readLayer(sources, base, depth + 1) ?? []);
  });
  const own: Record<string, unknown> = { ...Object(jsonValue(text, ['compilerOptions'])) };
  for (const name of ['outDir', 'rootDir', 'baseUrl']) {
    const value = own[name];
    if (typeof value === 'string') own[name] = posix.join(folder, value).replace(/(.)\/$/, '$1');
  }
  const options: Readonly<Record<string, unknown>> = Object.assign(
    {},
    ...extended.map((layer) => layer.options),
    own,
  );
  const root = typeof options.baseUrl === 'string' ? options.baseUrl : folder;
  const paths = Object.entries(Object(own.paths)).map(([pattern, targets]) => ({
    pattern,
    targets: [targets].flat().map((target) => posix.join(root, String(target))),
  }));
  return { options, paths: paths.length > 0 ? paths : (extended.at(-1)?.paths ?? []) };
}

/** The file that `extends` means: one of the project, or of a package in a `node_modules` here or above. */
function extendedFile(sources: Sources, folder: string, name: string): string | null {
  const ends = ['', '.json', '/tsconfig.json'];
  const starts = name.startsWith('.')
    ? [posix.join(folder, name)]
    : ['.', '..', '../..'].map((above) => posix.join(above, 'node_modules', name));
  const files = starts.flatMap((start) => ends.map((end) => start + end));
  return files.find((file) => file.endsWith('.json') && sources.exists(file)) ?? null;
}
