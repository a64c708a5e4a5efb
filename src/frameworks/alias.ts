import { posix } from 'node:path';
import type { Alias } from '../project/host.js';
import type { OwnImport, Program } from './program.js';
import type { TsConfig } from './tsconfig.js';

/**
 * The alias that a file of the project imports the others by, when it does so more often than by relative paths; it
 * covers `folder`. Only aliases count that the project's own code uses for more than types: whatever runs it resolves those.
 */
export function aliasIn(program: Program, file: string, folder: string): Alias | null {
  const own = program.imports.filter((one) => one.file === file);
  return habit(program, own, (specifier) => specifier.startsWith('.'), folder);
}

/** The same for new files in a folder of their own, to which every other folder is one beside theirs. */
export function aliasOf(program: Program, folder: string): Alias | null {
  return habit(program, program.imports, (specifier) => specifier.startsWith('../'), folder);
}

function habit(
  program: Program,
  imports: readonly OwnImport[],
  isRelative: (specifier: string) => boolean,
  folder: string,
): Alias | null {
  const short = imports.filter(({ specifier }) => !specifier.startsWith('.'));
  if (short.length <= imports.filter(({ specifier }) => isRelative(specifier)).length) return null;
  const [best] = candidatesIn(program.sources.config)
    .filter((alias) => posix.relative(alias.folder, folder).split('/')[0] !== '..')
    .map((alias) => ({ alias, uses: program.imports.filter((one) => isBy(one, alias)) }))
    .filter(({ uses }) => uses.some(({ typeOnly }) => !typeOnly))
    .sort((a, b) => b.uses.length - a.uses.length);
  if (best === undefined) return null;
  const ended = (suffix: string): number =>
    best.uses.filter(({ specifier }) => specifier.endsWith(suffix)).length;
  const suffix = (['.js', '.ts'] as const).find((one) => ended(one) * 2 > best.uses.length);
  return { ...best.alias, suffix: suffix ?? '' };
}

const isBy = ({ specifier, target }: OwnImport, { prefix, folder }: Named): boolean =>
  specifier.startsWith(prefix) &&
  posix.relative(folder, target).replace(/(\/index)?\.[cm]?tsx?$/, '') ===
    specifier.slice(prefix.length).replace(/(\/index)?(\.[cm]?[jt]s)?$/, '');

type Named = Pick<Alias, 'prefix' | 'folder'>;

/** The folders that tsconfig gives a name, by `paths` with a star at the end and by `baseUrl`. */
function candidatesIn({ paths, baseUrl }: TsConfig): readonly Named[] {
  const named = paths.flatMap(({ pattern, targets: [target, other] }): Named[] => {
    if (!pattern.endsWith('*') || target === undefined || other !== undefined || !target.endsWith('*'))
      return [];
    return [{ prefix: pattern.slice(0, -1), folder: posix.normalize(`${target.slice(0, -1)}.`) }];
  });
  return baseUrl === null ? named : [...named, { prefix: '', folder: posix.normalize(baseUrl) }];
}
