import { existsSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Target } from '../tree/target.js';
import type { Change } from '../tree/tree.js';

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
