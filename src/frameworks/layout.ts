import { posix } from 'node:path';
import type { Sources } from './sources.js';

/** The folder of the sources that a file belongs to: its first `src`, else the folder below the root that it is in. */
export function sourceRootOf(file: string, rootDir: string | null): string {
  const parts = posix.dirname(file).split('/');
  const src = parts.indexOf('src');
  if (src !== -1) return parts.slice(0, src + 1).join('/');
  if (rootDir !== null && rootDir !== '.' && file.startsWith(`${rootDir}/`)) return rootDir;
  if (parts[0] === 'apps' || parts[0] === 'packages' || parts[0] === 'services')
    return parts.slice(0, 2).join('/');
  return parts[0] ?? '.';
}

const folderNames = ['platform', 'backend-platform', 'platform-modules', 'platform-2', 'platform-3'];

/** The folder for owned files: beside its siblings, in the layer that the app itself is in where there is one; free. */
export function ownedFolder(sources: Sources, sourceRoot: string, app: string): string {
  const layer = /^(.*?\/(?:infrastructure|infra))\//.exec(app)?.[1];
  const parent = layer?.startsWith(sourceRoot) ? layer : sourceRoot;
  const taken = sources.list(parent).map((name) => name.replace(/\.[cm]?tsx?$/, ''));
  const name = folderNames.find((candidate) => !taken.includes(candidate)) ?? 'platform-4';
  return posix.join(parent, name);
}

const usualExample = '.env.example';

/** The example of the project's variables, where it has one; else where one would be expected. */
export function envExampleOf(sources: Sources): string {
  const examples = sources
    .list('.')
    .filter((name) =>
      /^\.?env\b.*\.?(example|sample|template|dist|defaults?)$|^(example|sample)\.env$|^\.(example|sample)\.env$/i.test(
        name,
      ),
    );
  const likely = [usualExample, '.env.sample', '.env.template', '.env.dist'];
  return likely.find((name) => examples.includes(name)) ?? examples.sort()[0] ?? usualExample;
}
