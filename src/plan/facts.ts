import { type Fact, type FactHandler, type FactState, factId } from '../facts/fact.js';
import { handlerOf } from '../facts/handlers.js';
import type { Tree } from '../tree/tree.js';
import type { Applied, AppliedFact } from './applied.js';
import type { Blocked, Note } from './plan.js';

export interface FactsInput {
  readonly tree: Tree;
  readonly applied: Applied | null;
  readonly wanted: readonly Fact[];
  /** Records what can't be put as manual instead of refusing. */
  readonly manual: boolean;
}

export interface FactsResult {
  readonly facts: readonly AppliedFact[];
  readonly marks: readonly string[];
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
}

/** One fact of each id, in canonical order. Throws when two modules say different things about the same place. */
export function canonicalFacts(facts: readonly Fact[]): readonly Fact[] {
  const byId = new Map<string, Fact>();
  for (const fact of facts) {
    const known = byId.get(factId(fact));
    if (known === undefined) byId.set(factId(fact), fact);
    else if (!same(known, fact)) throw new Error(`Two modules disagree about ${factId(fact)}.`);
  }
  return [...byId.values()].sort(compareFacts);
}

/** Takes back the facts that are no longer asked for, then makes the new ones true; the others stay untouched. */
export function stageFacts({ tree, applied, wanted, manual }: FactsInput): FactsResult {
  const before = new Map((applied?.facts ?? []).map((entry) => [factId(entry.fact), entry]));
  const wantedIds = new Map(wanted.map((fact) => [factId(fact), fact]));
  const marks = new Set(applied?.marks ?? []);
  const kept = new Map<string, AppliedFact>();
  const notes: Note[] = [];
  const blocked: Blocked[] = [];

  for (const [id, entry] of [...before].reverse()) {
    const next = wantedIds.get(id);
    if (next !== undefined && same(next, entry.fact)) {
      kept.set(id, entry);
    } else if (next !== undefined && entry.state === 'ours' && isEdited(tree, entry.fact)) {
      kept.set(id, { fact: next, state: 'ours' });
      notes.push({ text: `${entry.fact.key} in ${entry.fact.file} was edited and is kept as it is.` });
    } else if (entry.state === 'ours') {
      cut(tree, entry.fact, marks);
    } else if (
      next === undefined &&
      (entry.state === 'manual' || isCode(entry.fact) || entry.fact.kind === 'lead')
    ) {
      notes.push({
        text: `Take out by hand what was pasted into ${entry.fact.file}: ${wordsOf(entry.fact)}.`,
      });
    }
  }

  const facts: AppliedFact[] = [];
  const ours = new Map<string, Fact>(
    [...kept].flatMap(([id, { fact, state }]) => (state === 'ours' ? [[id, fact]] : [])),
  );
  const placed = putTogether(tree, wanted, kept, marks);
  for (const fact of wanted) {
    const known = kept.get(factId(fact)) ?? placed.get(fact);
    if (known !== undefined) {
      facts.push(known);
      if (known.state === 'ours') ours.set(factId(fact), fact);
      continue;
    }
    const state = put(tree, fact, siblingsOf(fact, ours), marks);
    if (typeof state === 'object') {
      blocked.push(state);
      if (manual) facts.push({ fact, state: 'manual' });
      continue;
    }
    if (state === 'ours') ours.set(factId(fact), fact);
    if (state === 'found' && handler(fact).find(tree.read(fact.file), fact) === 'different') {
      notes.push({
        text: `${fact.key} in ${fact.file} was there before with another value and is kept as it is.`,
      });
    }
    facts.push({ fact, state });
  }
  return { facts, marks: [...marks].sort(), blocked: manual ? [] : blocked, notes };
}

function handler(fact: Fact): FactHandler<Fact> {
  return handlerOf(fact.kind) as FactHandler<Fact>;
}

/** What a person looks for in a file. */
const wordsOf = (fact: Fact): string =>
  fact.kind === 'call' ? fact.code.text.replaceAll('$app', fact.app) : fact.key;

/** Whether a fact is about code of the user's, where several kinds share a file's imports. */
const isCode = ({ kind }: Fact): boolean => kind === 'call' || kind === 'wrap';

function isEdited(tree: Tree, fact: Fact): boolean {
  return handler(fact).find(tree.read(fact.file), fact) === 'different';
}

function cut(tree: Tree, fact: Fact, marks: Set<string>): void {
  const text = tree.read(fact.file);
  if (text === null) return;
  const result = handler(fact).cut(text, fact, marks);
  for (const mark of result.unmark) marks.delete(mark);
  if (result.text === null) tree.delete(fact.file);
  else tree.write(fact.file, result.text);
}

function put(tree: Tree, fact: Fact, siblings: readonly Fact[], marks: Set<string>): FactState | Blocked {
  const result = handler(fact).put(tree.read(fact.file), fact, siblings);
  if (result.outcome === 'blocked') {
    return { file: fact.file, what: result.reason, explain: handler(fact).explain(fact).split('\n') };
  }
  for (const mark of result.marks) marks.add(mark);
  tree.write(fact.file, result.text);
  return result.state;
}

/** Puts the facts of a kind whose file has none of them yet in one pass, where the kind can do that. */
function putTogether(
  tree: Tree,
  wanted: readonly Fact[],
  kept: ReadonlyMap<string, AppliedFact>,
  marks: Set<string>,
): ReadonlyMap<Fact, AppliedFact> {
  const groups = new Map<string, Fact[]>();
  for (const fact of wanted) {
    const id = `${fact.kind} ${fact.file}`;
    groups.set(id, [...(groups.get(id) ?? []), fact]);
  }
  const placed = new Map<Fact, AppliedFact>();
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined || group.some((fact) => kept.has(factId(fact)))) continue;
    const result = handler(first).putAll?.(tree.read(first.file), group);
    if (result?.outcome !== 'done') continue;
    for (const mark of result.marks) marks.add(mark);
    tree.write(first.file, result.text);
    for (const fact of group) placed.set(fact, { fact, state: result.state });
  }
  return placed;
}

function siblingsOf(fact: Fact, ours: ReadonlyMap<string, Fact>): readonly Fact[] {
  return [...ours.values()]
    .filter((other) => other.file === fact.file)
    .filter((other) => other.kind === fact.kind || (isCode(other) && isCode(fact)))
    .sort(compareFacts);
}

function compareFacts(a: Fact, b: Fact): number {
  return (
    compare(a.file, b.file) ||
    compare(a.kind, b.kind) ||
    compare(rankOf(a), rankOf(b)) ||
    compare(a.key, b.key)
  );
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function rankOf(fact: Fact): number {
  if (fact.kind === 'env') return fact.groupRank * 1_000_000 + fact.rank;
  return 'rank' in fact ? fact.rank : 0;
}

function same(a: Fact, b: Fact): boolean {
  // What was stored is nearly always written in the order that the modules still have.
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
