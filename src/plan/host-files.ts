import { posix } from 'node:path';
import { formatTypeScript } from '../edit/format.js';
import { aliased } from '../edit/imports.js';
import type { Fact } from '../facts/fact.js';
import type { ExportedValue, Host, Style } from '../project/host.js';
import type { WantedFile } from './files.js';

/** What templates and wires call the folder that owned files of an adopted backend go into. */
const ownFolder = 'src/platform';

/** The path in the project's own folder, and by its own habit of file names; other paths stay. */
export function pathInHost(path: string, { folder, style }: Host): string {
  if (!path.startsWith(`${ownFolder}/`)) return path;
  const names = path.slice(ownFolder.length + 1).split('/');
  const file = names.pop() ?? '';
  return posix.join(folder, ...names, renamed(file, style.fileNames));
}

/** Renames what has several words: `route-cache.ts`, `routeCache.ts`, `route_cache.ts`, `RouteCache.ts`. */
function renamed(file: string, habit: Style['fileNames']): string {
  const [, stem = file, ending = ''] = /^([^.]+)(\..*)$/.exec(file) ?? [];
  const words = stem.split('-');
  if (words.length === 1 || habit === 'kebab') return file;
  const separator = habit === 'snake' ? '_' : '';
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const named = words.map((word, index) =>
    habit === 'pascal' || (habit === 'camel' && index > 0) ? capital(word) : word,
  );
  return named.join(separator) + ending;
}

/** An owned file as the project would have written it: its folder, its imports, its style. */
export async function fileInHost(file: WantedFile, host: Host): Promise<WantedFile> {
  const path = pathInHost(file.path, host);
  if (!/\.[cm]?ts$/.test(file.path)) return { ...file, path };
  const text = importsInHost(file, path, host);
  return { ...file, path, text: await formatTypeScript(text, host.style) };
}

/** A fact with the form of version ranges and the places of variables that the project has: an example, and perhaps a schema. */
export function factsInHost(fact: Fact, host: Host): readonly Fact[] {
  if (fact.kind === 'dependency') return [{ ...fact, range: host.rangePrefix + fact.range }];
  if (fact.kind !== 'env') return [fact];
  const example = { ...fact, file: host.envExample };
  const { envSchema } = host;
  return envSchema === undefined ? [example] : [example, { kind: 'envSchema', key: fact.key, ...envSchema }];
}

const importOf = /\b(from |import |import\(|require\()'([^']+)'/g;
const hostImport = /^import \{ instance(?: as (\w+))? \} from 'host:(logger|redis|orm)';$/gm;

function importsInHost({ path, text }: WantedFile, target: string, host: Host): string {
  return text
    .replace(hostImport, (_line, local: string | undefined, what: 'logger' | 'redis' | 'orm') => {
      const value = host[what]?.instance;
      if (value === null || value === undefined)
        throw new Error(`${path} imports host:${what}, of which the project exports no instance.`);
      return importLine(value, local ?? 'instance', target, host);
    })
    .replace(importOf, (whole, keyword: string, specifier: string) => {
      if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return whole;
      const meant = posix.join(posix.dirname(path), specifier.replace(/\.js$/, '.ts'));
      return `${keyword}'${specifierTo(pathInHost(meant, host), target, host)}'`;
    });
}

function importLine(value: ExportedValue, local: string, target: string, host: Host): string {
  const from = `./${value.file.replace(/\.([cm]?)tsx?$/, '')}`;
  const specifier = aliased(from, host.alias) ?? specifierTo(value.file, target, host);
  if (value.isDefault) return `import ${local} from '${specifier}';`;
  const names = value.name === local ? local : `${value.name} as ${local}`;
  return `import { ${names} } from '${specifier}';`;
}

/** How a file of the project imports another one: relative, with its ending or without. */
function specifierTo(file: string, from: string, { suffix }: Host): string {
  const relative = posix.relative(posix.dirname(from), file).replace(/\.([cm]?)tsx?$/, '');
  const path = relative.startsWith('.') ? relative : `./${relative}`;
  return suffix === '' ? path.replace(/(?<=[^.])\/index$/, '') : path + suffix;
}
