import { sameCode } from '../edit/format.js';
import type { Seed } from '../modules/module.js';
import { hashText, type Tree } from '../tree/tree.js';
import { type Applied, readBases } from './applied.js';
import type { Note } from './plan.js';

export interface SeedsResult {
  /** The hash of each seed as it was written, by its path. */
  readonly seeds: Readonly<Record<string, string>>;
  /** Their texts, by hash. */
  readonly bases: ReadonlyMap<string, string>;
  readonly notes: readonly Note[];
}

/**
 * Writes what is missing and never touched again; takes back what is no longer wanted and still says what we wrote. What
 * was filled in by then is the user's and stays.
 */
export async function stageSeeds(
  tree: Tree,
  applied: Applied | null,
  wanted: readonly Seed[],
): Promise<SeedsResult> {
  const seeds: Record<string, string> = {};
  const bases = new Map<string, string>();
  const notes: Note[] = [];
  const before = Object.entries(applied?.seeds ?? {});
  const stored = before.length === 0 ? {} : readBases(tree);
  const keep = (path: string, hash: string, text: string | undefined): void => {
    seeds[path] = hash;
    if (text !== undefined) bases.set(hash, text);
  };

  for (const [path, hash] of before) {
    const current = tree.read(path);
    if (wanted.some((seed) => seed.path === path)) keep(path, hash, stored[hash]);
    else if (current === null) continue;
    else if (hashText(current) === hash || (await sameCode(path, stored[hash] ?? '', current)))
      tree.delete(path);
    else notes.push({ text: `${path} has what you wrote, and stays.` });
  }
  for (const { path, text } of wanted) {
    if (path in seeds || tree.exists(path)) continue;
    tree.write(path, text);
    keep(path, hashText(text), text);
  }
  const sorted = Object.fromEntries(Object.entries(seeds).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { seeds: sorted, bases, notes };
}
