import { posix } from 'node:path';
import { parse } from 'yaml';
import { jsonValue } from '../edit/json.js';
import { detectPackageManager, type PackageManagerId } from '../packages/package-managers.js';
import type { Choice } from './births.js';
import { workspaceFolders } from './dependencies.js';
import { knownFrameworks } from './known.js';
import type { Sources } from './sources.js';

/** The packages of a workspace that depend on a framework, when the folder is the root of one. */
export function backendsIn(sources: Sources): readonly Choice[] {
  return packageFolders(sources).flatMap((folder) => {
    const file = posix.join(folder, 'package.json');
    const text = sources.read(file);
    if (text === null) return [];
    const found = knownFrameworks.find(({ packages }) =>
      packages.some((name) =>
        ['dependencies', 'devDependencies'].some((section) => jsonValue(text, [section, name]) !== undefined),
      ),
    );
    if (found === undefined) return [];
    const name = jsonValue(text, ['name']);
    return [{ file, line: 1, code: `${typeof name === 'string' ? name : folder} (${found.title})` }];
  });
}

/** The folders that the globs of a workspace mean, one `*` a level. */
function packageFolders(sources: Sources): readonly string[] {
  const globs = workspaceGlobs(sources);
  const folders = globs.filter((glob) => !glob.startsWith('!')).flatMap((glob) => expand(sources, glob));
  return [...new Set(folders)].sort();
}

function workspaceGlobs(sources: Sources): readonly string[] {
  const field = sources.manifest('workspaces');
  const listed: unknown = Array.isArray(field) ? field : Object(field).packages;
  const pnpm: unknown = Object(yaml(sources.read('pnpm-workspace.yaml') ?? '')).packages;
  const lerna = jsonValue(sources.read('lerna.json') ?? '{}', ['packages']);
  const globs = [listed, pnpm, lerna].flat().filter((glob) => typeof glob === 'string');
  // Nx keeps its packages in these folders where it has no workspaces.
  return globs.length === 0 && sources.read('nx.json') !== null
    ? ['apps/*', 'packages/*', 'services/*']
    : globs;
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // A broken file of the package manager's names no packages; its own program says why.
    return null;
  }
}

function expand(sources: Sources, glob: string): readonly string[] {
  let folders: readonly string[] = ['.'];
  for (const part of posix.normalize(glob).replace(/\/+$/, '').split('/')) {
    folders = folders.flatMap((folder) => {
      if (!part.includes('*')) return [posix.join(folder, part)];
      const [head = '', tail = ''] = part === '**' ? ['', ''] : part.split('*');
      return sources
        .list(folder)
        .filter((name) => !name.startsWith('.') && name !== 'node_modules')
        .filter((name) => name.startsWith(head) && name.endsWith(tail))
        .map((name) => posix.join(folder, name));
    });
  }
  return folders;
}

/** Who installs the packages: what package.json says, or its lockfile; the nearest one up in a workspace. */
export function packageManagerIn(sources: Sources): {
  readonly id: PackageManagerId;
  readonly file: string | null;
} {
  for (const above of workspaceFolders) {
    const found = detectPackageManager({
      read: (path) => sources.read(above + path),
      exists: (path) =>
        sources.exists(above + path) || sources.list(above === '' ? '.' : above).includes(path),
    });
    if (found.source === 'package.json') return { id: found.id, file: `${above}package.json` };
    if (found.source === 'lockfile') return { id: found.id, file: above === '' ? '.' : above };
  }
  return { id: 'npm', file: null };
}
