import type { Answers } from '../../src/plan/resolve.js';
import { schemaBehind } from './prisma.js';
import { type Rendered, specifiersOf, targetOf } from './rendered.js';

/** A set to type-check, and the files of it that no other chosen set has in the same surroundings. */
export interface CoveringSet {
  readonly answers: Answers;
  readonly paths: ReadonlySet<string>;
}

interface Candidate {
  readonly answers: Answers;
  readonly pairs: readonly number[];
}

/** The files that list what every module brings, a line or more each: nearly every set has texts of its own. */
const lists = new Set([
  'README.md',
  'src/app.module.ts',
  'src/app.ts',
  'src/database/migrate.ts',
  'src/instrument.ts',
  'src/jobs.ts',
  'src/platform/index.ts',
  'src/platform/platform.module.ts',
  'src/settings/base.ts',
  'src/settings/check-deploy.ts',
]);

/**
 * Chooses the sets that must be type-checked. Whether a file's types fit depends on its text and on the texts of what it
 * imports, so every pair of an importing and an imported text that occurs in any set is checked in at least one program.
 * A list counts as one text there: its lines know nothing of each other.
 */
export class Cover {
  readonly texts = new Map<string, Map<string, number>>();
  readonly #ids = new Map<string, number>();
  readonly #paths: string[] = [];
  readonly #candidates: Candidate[] = [];

  /** Takes a set; gives how many texts and pairs of it no other set had before. */
  add(rendered: Rendered): number {
    const known = this.#paths.length;
    const pairs: number[] = [];
    for (const { path, text } of rendered.files.values()) {
      const id = this.#idOf(path, text);
      const self = lists.has(path) ? path : `${path}#${id}`;
      if (!path.endsWith('.ts')) continue;
      pairs.push(this.#pair(self, path));
      for (const specifier of specifiersOf(text)) {
        const target = targetOf(path, specifier);
        if (target === null) continue;
        const imported = rendered.files.get(target)?.text ?? schemaBehind(target, rendered);
        if (imported === undefined)
          throw new Error(`${path} imports ${specifier}, which this set doesn't have.`);
        const other = lists.has(target) ? target : `${target}#${this.#idOf(target, imported)}`;
        pairs.push(this.#pair(`${self} ${other}`, path));
      }
    }
    this.#candidates.push({ answers: rendered.answers, pairs });
    return this.#paths.length - known;
  }

  /** Few sets that have every pair among them: always the one that brings most pairs that are still missing. */
  choose(): readonly CoveringSet[] {
    const missing = new Uint8Array(this.#paths.length).fill(1);
    const count = (candidate: Candidate): number =>
      candidate.pairs.reduce((sum, pair) => sum + (missing[pair] ?? 0), 0);
    // What a set brings only shrinks: a bound from before that is too small need not be counted again.
    const bounds = this.#candidates.map(({ pairs }) => pairs.length);
    const chosen: CoveringSet[] = [];
    for (;;) {
      let best = -1;
      let gain = 0;
      for (const [index, candidate] of this.#candidates.entries()) {
        if ((bounds[index] ?? 0) <= gain) continue;
        const brings = count(candidate);
        bounds[index] = brings;
        if (brings > gain) [best, gain] = [index, brings];
      }
      const candidate = this.#candidates[best];
      if (candidate === undefined) return chosen;
      const fresh = candidate.pairs.filter((pair) => missing[pair] === 1);
      chosen.push({
        answers: candidate.answers,
        paths: new Set(fresh.map((pair) => this.#paths[pair] ?? '')),
      });
      for (const pair of fresh) missing[pair] = 0;
    }
  }

  #idOf(path: string, text: string): number {
    const ids = this.texts.get(path) ?? new Map<string, number>();
    const id = ids.get(text) ?? ids.size;
    this.texts.set(path, ids.set(text, id));
    return id;
  }

  #pair(key: string, path: string): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#paths.length);
    return this.#paths.push(path) - 1;
  }
}
