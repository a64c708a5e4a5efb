import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSource } from '../modules/module.js';

/** A template and the path that it is rendered to. */
export interface Template {
  readonly from: string;
  readonly to: string;
}

/** The folder `templates/` of this package: the nearest one above this file, in a checkout and in the bundle alike. */
function templatesRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const entries = readdirSync(folder);
    if (entries.includes('templates') && entries.includes('package.json')) return join(folder, 'templates');
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The package has no templates folder; install create-backend again.');
    folder = parent;
  }
}

let root: string | undefined;

/** The text of a template. */
export function readTemplate(from: string): string {
  root ??= templatesRoot();
  return readFileSync(join(root, from), 'utf8');
}

/** The templates of a source: one file, or every file of a folder, in order of their paths. */
export function listTemplates(source: FileSource): readonly Template[] {
  if (source.kind === 'file') return [{ from: source.from, to: source.to }];
  root ??= templatesRoot();
  const base = join(root, source.from);
  return walk(base).map((path) => ({ from: `${source.from}/${path}`, to: path }));
}

function walk(base: string, prefix = ''): string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(base, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...walk(base, path));
    else paths.push(path);
  }
  return paths.sort();
}
