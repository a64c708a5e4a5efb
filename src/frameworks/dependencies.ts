import { parse } from 'yaml';
import { jsonValue } from '../edit/json.js';
import type { Sources } from './sources.js';

const sections = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The range that package.json asks for, those of pnpm's catalogs looked up; null for a package that it doesn't have. */
export function rangeOf(sources: Sources, name: string): string | null {
  const range = sections
    .map((section) => sources.manifest(section, name))
    .find((value) => typeof value === 'string');
  if (typeof range !== 'string') return null;
  return range.startsWith('catalog:') ? (catalogRange(sources, range.slice(8).trim(), name) ?? range) : range;
}

function catalogRange(sources: Sources, catalog: string, name: string): string | null {
  const folder = workspaceFolders.find((above) => sources.exists(`${above}pnpm-workspace.yaml`));
  const workspace: unknown =
    folder === undefined ? {} : yaml(sources.read(`${folder}pnpm-workspace.yaml`) ?? '');
  const { catalog: plain, catalogs } = Object(workspace);
  const range =
    catalog === '' || catalog === 'default' ? Object(plain)[name] : Object(Object(catalogs)[catalog])[name];
  return typeof range === 'string' ? range : null;
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // A broken file of the package manager's tells nothing; its own program says so better.
    return null;
  }
}

/** Here, and the folders above that may hold the workspace. */
export const workspaceFolders = ['', '../', '../../', '../../../'];

/** Whether package.json has a package in any of its sections. */
export const has = (sources: Sources, name: string): boolean => rangeOf(sources, name) !== null;

/** Every package that package.json names. */
export const packageNames = (sources: Sources): readonly string[] =>
  sections.flatMap((section) => Object.keys(Object(sources.manifest(section))));

/** The oldest version that a range admits, as [major, minor]; null for tags and addresses. */
export function oldestOf(range: string): readonly [number, number] | null {
  if (/^(workspace|file|link|git|https?|github):/.test(range)) return null;
  const versions = [
    ...range
      .replace(/^npm:(@?[^@]+)@/, '')
      .matchAll(/(?<![\d.<])(?:<=?\s*\d[\d.]*|v?(\d+)(?:\.(\d+|x|\*))?[\w.-]*)/g),
  ]
    .filter(([, major]) => major !== undefined)
    .map(([, major, minor]): readonly [number, number] => [Number(major), Number(minor) || 0]);
  return versions.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0] ?? null;
}

export interface Installed {
  readonly version: readonly [number, number];
  readonly from: 'node_modules' | 'lockfile' | 'package.json';
  readonly file: string;
}

/** The version of a package that is used: the installed one, else the locked one, else the oldest of the range. */
export function versionOf(sources: Sources, name: string): Installed | null {
  for (const above of workspaceFolders) {
    const file = `${above}node_modules/${name}/package.json`;
    const version = oldestOf(String(jsonValue(sources.read(file) ?? '{}', ['version']) ?? ''));
    if (version !== null) return { version, from: 'node_modules', file };
  }
  const range = rangeOf(sources, name) ?? rangeAbove(sources, name);
  if (range === null) return null;
  for (const above of workspaceFolders) {
    const found = lockedVersion(sources, above, name, range);
    if (found !== null) return found;
  }
  const version = oldestOf(range);
  return version === null ? null : { version, from: 'package.json', file: 'package.json' };
}

/** What the package.json of the workspace says; TypeScript is often there alone. */
function rangeAbove(sources: Sources, name: string): string | null {
  for (const above of workspaceFolders.slice(1)) {
    const text = sources.read(`${above}package.json`) ?? '{}';
    const range = ['devDependencies', 'dependencies']
      .map((section) => jsonValue(text, [section, name]))
      .find((value) => typeof value === 'string');
    if (typeof range === 'string') return range;
  }
  return null;
}

function lockedVersion(sources: Sources, above: string, name: string, range: string): Installed | null {
  const word = name.replaceAll('/', '\\/');
  const patterns: Readonly<Record<string, RegExp>> = {
    'package-lock.json': new RegExp(`"node_modules/${word}":\\s*\\{\\s*"version":\\s*"([^"]+)"`),
    'yarn.lock': new RegExp(
      `^"?(?:[^\\n]*, *)?"?${word}@(?:npm:)?${literally(range)}"?[^\\n]*:\\n +"?version"?:? "?([^"\\n]+)`,
      'm',
    ),
    'pnpm-lock.yaml': new RegExp(`^ {2}'?/?${word}[@/](\\d[^(':\\n]*)`, 'm'),
    'bun.lock': new RegExp(`"${word}": \\["${word}@([^"]+)"`),
  };
  for (const [file, pattern] of Object.entries(patterns)) {
    const found = pattern.exec(sources.read(above + file) ?? '')?.[1];
    const version = found === undefined ? null : oldestOf(found);
    if (version !== null) return { version, from: 'lockfile', file: above + file };
  }
  return null;
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The prefix that most of package.json's ranges have, or that .npmrc asks for. */
export function rangePrefixOf(sources: Sources): '^' | '~' | '' {
  const npmrc = sources.read('.npmrc') ?? '';
  if (/^\s*save-exact\s*=\s*true/m.test(npmrc)) return '';
  const wanted = /^\s*save-prefix\s*=\s*["']?([~^]?)/m.exec(npmrc)?.[1];
  if (wanted === '~' || wanted === '^' || wanted === '') return wanted;
  const ranges = ['dependencies', 'devDependencies']
    .flatMap((section) => Object.values(Object(sources.manifest(section))))
    .filter((range) => typeof range === 'string' && /^[~^]?\d/.test(range));
  const count = (test: RegExp): number => ranges.filter((range) => test.test(String(range))).length;
  const [caret, tilde, exact] = [count(/^\^/), count(/^~/), count(/^\d/)];
  if (exact > caret && exact > tilde) return '';
  return tilde > caret ? '~' : '^';
}
