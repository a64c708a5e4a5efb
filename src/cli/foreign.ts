import fs, { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AnchorFound } from '../frameworks/anchors.js';
import type { SeamSearch } from '../frameworks/framework.js';
import { detectPackageManager } from '../packages/package-managers.js';
import { Tree } from '../tree/tree.js';

/** What was found in a project that create-backend didn't make. */
export interface Foreign {
  readonly root: string;
  readonly frameworks: readonly string[];
  readonly entries: readonly string[];
  readonly packageManager: string | null;
  /** One line each: where the app is made, where modules could be wired in, or why that isn't known. */
  readonly findings: readonly string[];
}

/** Looks at a project; reads only what its entry leads to. `app` is a place chosen before, as `file:line`. */
export async function inspect(root: string, app?: string): Promise<Foreign> {
  const { recognise, findSeam } = await import('../frameworks/framework.js');
  const { findEntries } = await import('../frameworks/entry.js');
  const tree = new Tree(root, fs);
  const dialects = recognise(tree);
  const { id, source } = detectPackageManager({
    read: (path) => tree.read(path),
    exists: (path) => existsSync(join(root, path)),
  });
  return {
    root,
    frameworks: dialects.map(({ title }) => title),
    entries: findEntries(tree),
    packageManager: source === 'default' ? null : id,
    findings:
      dialects.length === 0
        ? ['package.json has no framework that this program knows (Fastify, Express).']
        : dialects.flatMap((dialect) => describeSearch(dialect.title, findSeam(tree, dialect, app))),
  };
}

function describeSearch(framework: string, search: SeamSearch): readonly string[] {
  if (search.status === 'none') return [`The ${framework} app wasn't found: ${search.why}.`];
  if (search.status === 'several') {
    return [
      `Several ${framework} apps are made here; choose one with --app FILE:LINE:`,
      ...search.places.map(({ file, line, code }) => `  ${file}:${line}  ${code}`),
    ];
  }
  const { file, line, code, anchors } = search.seam;
  return [
    `The ${framework} app is made at ${file}:${line}: ${code}`,
    ...Object.entries(anchors).map(([anchor, found]) => `  ${anchor.padEnd(8)}${describeAnchor(found)}`),
  ];
}

function describeAnchor(found: AnchorFound): string {
  if (found.status === 'none') return `not found: ${found.why}`;
  return `${found.anchor.file}:${found.anchor.line} ${found.anchor.description}`;
}
