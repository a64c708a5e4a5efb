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

const linesOf = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n');

/** Merges three ways, line by line: what the user changed since `base`, and what changed from `base` to `next`. */
export function merge(base: string, mine: string, next: string): MergeResult {
  const merged: string[] = [];
  const conflicts: MergeConflict[] = [];
  for (const region of diff3Merge(linesOf(mine), linesOf(base), linesOf(next), {
    excludeFalseConflicts: true,
  })) {
    if (region.ok !== undefined) merged.push(...region.ok);
    if (region.conflict !== undefined) {
      const { a, b, aIndex } = region.conflict;
      conflicts.push({ line: aIndex + 1, mine: a, theirs: b });
    }
  }
  if (conflicts.length > 0) return { outcome: 'conflict', conflicts };
  return { outcome: 'merged', text: merged.join(eolOf(mine)) };
}

/**
 * What fixers would likely make of `next`, told by what they made of `base`. Where `next` differs on the very lines that
 * they touched, it stays as it is.
 */
export function carryOver(base: string, tidied: string, next: string): string {
  const regions = diff3Merge(linesOf(tidied), linesOf(base), linesOf(next), { excludeFalseConflicts: true });
  return regions.flatMap(({ ok, conflict }) => ok ?? conflict?.b ?? []).join(eolOf(tidied));
}

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
