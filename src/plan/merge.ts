import { diff3Merge } from 'node-diff3';

export interface MergeConflict {
  /** The first line, counted from 1, in the user's file. */
  readonly line: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export type MergeResult =
  | { readonly outcome: 'merged'; readonly text: string }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly MergeConflict[] };

/** Merges three ways, line by line: what the user changed since `base`, and what changed from `base` to `next`. */
export function merge(base: string, mine: string, next: string): MergeResult {
  const lines = (text: string): string[] => text.split('\n');
  const eol = mine.includes('\r\n') ? '\r\n' : '\n';
  const plain = (text: string): string => text.replaceAll('\r\n', '\n');
  const merged: string[] = [];
  const conflicts: MergeConflict[] = [];
  for (const region of diff3Merge(lines(plain(mine)), lines(plain(base)), lines(plain(next)), {
    excludeFalseConflicts: true,
  })) {
    if (region.ok !== undefined) merged.push(...region.ok);
    if (region.conflict !== undefined) {
      const { a, b, aIndex } = region.conflict;
      conflicts.push({ line: aIndex + 1, mine: a, theirs: b });
    }
  }
  if (conflicts.length > 0) return { outcome: 'conflict', conflicts };
  return { outcome: 'merged', text: merged.join(eol) };
}
