import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageManagers } from '../packages/package-managers.js';
import { commit } from '../tree/commit.js';
import type { Target } from '../tree/target.js';
import { type Change, hashText } from '../tree/tree.js';

const lockfiles = Object.values(packageManagers).flatMap((manager) => manager.lockfiles);

/** Keeps the lockfiles of a project as they are now; the function that is returned puts them back. */
export function keepLockfiles(root: string): () => void {
  const kept = lockfiles.map((name) => {
    const path = join(root, name);
    return { path, bytes: existsSync(path) ? readFileSync(path) : null };
  });
  return () => {
    for (const { path, bytes } of kept) {
      if (bytes === null) rmSync(path, { force: true });
      else writeFileSync(path, bytes);
    }
  };
}

/** Takes a commit back that was interrupted in what followed it. */
export async function takeBack(root: string, changes: readonly Change[]): Promise<void> {
  const opposite = { create: 'remove', update: 'update', remove: 'create' } as const;
  const inverse = changes.map(
    ({ path, status, before, after }): Change => ({
      path,
      status: opposite[status],
      before: after,
      after: before,
    }),
  );
  const reads = new Map(inverse.map(({ path, before }) => [path, before === null ? null : hashText(before)]));
  await commit(root, inverse, { reads });
}

/** Two changes that were written one after the other, as one. */
export function inOne(first: readonly Change[], second: readonly Change[]): readonly Change[] {
  const later = new Map(second.map((change) => [change.path, change]));
  const earlier = new Set(first.map(({ path }) => path));
  return [
    ...first.map((change): Change => ({ ...change, after: later.get(change.path)?.after ?? change.after })),
    ...second.filter(({ path }) => !earlier.has(path)),
  ];
}

/** The folders above a path that don't exist yet, the innermost first. */
export function missingParents(path: string): readonly string[] {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? [] : [parent, ...missingParents(parent)];
}

/**
 * Takes back a creation that was interrupted after its files were written, with whatever installing left.
 * In a folder that was there before, what was in it stays as it was.
 */
export function removeCreated(target: Target, changes: readonly Change[], parents: readonly string[]): void {
  if (!target.exists) {
    rmSync(target.root, { recursive: true, force: true, maxRetries: 3 });
    for (const parent of parents) rmdirSync(parent);
    return;
  }
  for (const name of readdirSync(target.root)) {
    if (!target.kept.includes(name))
      rmSync(join(target.root, name), { recursive: true, force: true, maxRetries: 3 });
  }
  for (const { path, before } of changes) {
    if (before !== null) writeFileSync(join(target.root, path), before);
  }
}
