import type { Host } from '../project/host.js';
import { has, oldestOf, versionOf } from './dependencies.js';
import type { Sources } from './sources.js';

/** What a project's TypeScript becomes, and what its imports look like. */
export type Language = Pick<
  Host,
  'typescript' | 'nodeTypes' | 'checksLibraries' | 'modules' | 'suffix' | 'defaultImports' | 'decorators'
>;

/** What is taken for the compiler where only a runner (tsx, Bun) is there: old enough for every one of them. */
const assumedVersion: readonly [number, number] = [5, 0];

/** The version of TypeScript, as `major.minor`, with the file that says so. */
export function typescriptOf(sources: Sources): { readonly version: string; readonly file: string | null } {
  const found = versionOf(sources, 'typescript');
  const [major, minor] = found?.version ?? assumedVersion;
  return { version: `${major}.${minor}`, file: found?.file ?? null };
}

/** TypeScript 4.7 brought `.mts`, `node16` and what the owned code is written with. */
export function isOld(version: string): boolean {
  const [major, minor] = oldestOf(version) ?? assumedVersion;
  return major < 4 || (major === 4 && minor < 7);
}

const word = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** Reads the language off tsconfig, package.json and the imports that were found. `specifiers` are relative ones. */
export function readLanguage(sources: Sources, entry: string, specifiers: readonly string[]): Language {
  const { options } = sources.config;
  const { version, file } = typescriptOf(sources);
  const [major] = oldestOf(version) ?? assumedVersion;
  const modules = modulesOf(sources, entry, major);
  return {
    typescript: version,
    nodeTypes: nodeTypesOf(sources),
    // Without a compiler, or without its settings, nobody checks types.
    checksLibraries: file !== null && sources.config.file !== null && options.skipLibCheck !== true,
    modules,
    suffix: suffixOf(specifiers, options, modules),
    defaultImports: defaultImportsOf(sources, major, modules),
    decorators: options.experimentalDecorators === true,
  };
}

function nodeTypesOf(sources: Sources): string | null {
  const found = versionOf(sources, '@types/node');
  return found === null ? null : found.version.slice(0, 2).join('.');
}

const isNodeModule = (module: string): boolean => /^node(1[68]|20|next)$/.test(module);

function modulesOf(sources: Sources, entry: string, major: number): 'esm' | 'cjs' {
  if (entry.endsWith('.mts')) return 'esm';
  if (entry.endsWith('.cts')) return 'cjs';
  const byType = sources.manifest('type') === 'module' ? 'esm' : 'cjs';
  const runsTypeScript = sources.scripts.some((command) => /\b(tsx|bun|vite-node)\b/.test(command));
  const compiles = sources.scripts.some((command) =>
    /\btsc\b(?!.*--noEmit)|\bnest (build|start)\b/.test(command),
  );
  const { options, file } = sources.config;
  const module = word(options.module);
  if (module === 'commonjs' || (module === '' && file !== null && emitsCommonJs(options, major))) {
    return byType === 'esm' && runsTypeScript && !compiles ? 'esm' : 'cjs';
  }
  return byType;
}

/** What `module` is when nobody says it: CommonJS below ES2015 as a target, which was the default before TypeScript 6. */
function emitsCommonJs(options: Readonly<Record<string, unknown>>, major: number): boolean {
  const target = word(options.target);
  return target === '' ? major < 6 : target === 'es3' || target === 'es5';
}

/**
 * What most relative imports end in; without any, what the module system asks for. TypeScript takes no import without
 * an ending in ES modules that are resolved as Node does, whatever a program that runs them takes.
 */
function suffixOf(
  specifiers: readonly string[],
  options: Readonly<Record<string, unknown>>,
  modules: 'esm' | 'cjs',
): Language['suffix'] {
  const count = (test: RegExp): number => specifiers.filter((from) => test.test(from)).length;
  const [js, ts] = [count(/\.[cm]?js$/), count(/\.[cm]?ts$/)];
  if (ts > js && ts * 2 > specifiers.length) return '.ts';
  if (js * 2 > specifiers.length) return '.js';
  if (modules === 'cjs') return '';
  const needsEnding =
    specifiers.length > 0
      ? isNodeModule(word(options.moduleResolution ?? options.module))
      : word(options.moduleResolution) !== 'bundler';
  return needsEnding ? '.js' : '';
}

function defaultImportsOf(sources: Sources, major: number, modules: 'esm' | 'cjs'): boolean {
  const { options } = sources.config;
  if (typeof options.esModuleInterop === 'boolean' && major < 6) {
    if (options.esModuleInterop) return true;
  }
  const module = word(options.module);
  if (major >= 6 || isNodeModule(module) || module === 'preserve') return true;
  const synthetic =
    options.allowSyntheticDefaultImports === true ||
    (options.allowSyntheticDefaultImports === undefined &&
      (word(options.moduleResolution) === 'bundler' || module === 'system'));
  // Without esModuleInterop tsc emits `package_1.default` into CommonJS, whatever the types say; the others help themselves.
  const helpful =
    has(sources, 'tsx') || has(sources, '@swc/core') || has(sources, 'esbuild') || has(sources, 'tsup');
  return (
    synthetic &&
    (modules === 'esm' || (helpful && !sources.scripts.some((command) => /\btsc\b/.test(command))))
  );
}
