import type { Fact, FactState } from '../facts/fact.js';
import type { Adoption } from '../modules/adopted.js';
import { BackendError } from '../project/errors.js';
import { isRecord, newer, parseJson, type Readable, type StoredAnswers } from '../project/manifest.js';

export const appliedPath = '.backend/applied.json';
const appliedVersion = 1;

/** An owned file as it was rendered: an edit shows by its hash. */
export interface AppliedFile {
  readonly module: string;
  readonly hash: string;
  /** ours: we wrote it. found: the user's own file stood there and was kept. */
  readonly state: 'ours' | 'found';
  /** The hash of what the project's own fixers made of it; none where they left it as it was rendered. */
  readonly tidied?: string;
}

export interface AppliedFact {
  readonly fact: Fact;
  readonly state: FactState;
}

/** `.backend/applied.json`: what was done, so that it can be undone and upgraded. */
export interface Applied {
  readonly answers: StoredAnswers;
  readonly modules: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, AppliedFile>>;
  readonly seeds: Readonly<Record<string, string>>;
  readonly facts: readonly AppliedFact[];
  readonly marks: readonly string[];
  /** What the project was when its first module was added; null when create-backend made it. */
  readonly adoption: Adoption | null;
}

/** Where the texts of owned files, as they were rendered, are kept for three-way merges: one line a text, by its hash. */
export const basesPath = '.backend/base.json';

/** The base texts by hash; empty when there are none. */
export function readBases(tree: Readable): Readonly<Record<string, string>> {
  const text = tree.read(basesPath);
  const value = text === null ? {} : parseJson(basesPath, text);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([hash, base]) => [hash, String(base)]))
    : {};
}

export function printBases(bases: ReadonlyMap<string, string>): string {
  const lines = [...bases]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((entry) => entry.map((text) => JSON.stringify(text)).join(': '));
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Reads the record of what was applied; null when nothing was. */
export function readApplied(tree: Readable): Applied | null {
  const text = tree.read(appliedPath);
  if (text === null) return null;
  const value = parseJson(appliedPath, text);
  if (!isRecord(value) || typeof value.version !== 'number') throw damaged('it has no "version"');
  if (value.version > appliedVersion) throw newer(appliedPath, value.version, appliedVersion);
  for (const key of ['answers', 'modules', 'files', 'seeds'] as const) {
    if (!isRecord(value[key])) throw damaged(`"${key}" is not an object`);
  }
  if (!Array.isArray(value.facts) || !Array.isArray(value.marks))
    throw damaged('"facts" or "marks" is not a list');
  const { answers, modules, files, seeds, facts, marks, adoption = null } = value as unknown as Applied;
  return { answers, modules, files, seeds, facts, marks, adoption };
}

export function printApplied({ adoption, ...applied }: Applied): string {
  const whole = { version: appliedVersion, ...(adoption === null ? {} : { adoption }), ...applied };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

function damaged(why: string): BackendError {
  return new BackendError('failed', {
    code: 'bad-record',
    what: `${appliedPath} is damaged: ${why}.`,
    why: 'It records what was written, so that it can be taken back; it is not meant to be edited.',
    next: `Bring it back with: git checkout -- ${appliedPath}`,
  });
}
