import type { NextStep } from '../modules/module.js';
import type { Change } from '../tree/tree.js';
import type { Answers } from './resolve.js';

/** Something that can't be done by an edit; nothing is written, and `explain` says what to paste or do. */
export interface Blocked {
  readonly file: string;
  readonly what: string;
  readonly explain: readonly string[];
}

/** Something that the user should know: what was kept, merged, or left alone. */
export interface Note {
  readonly text: string;
}

/** What a command would do: the same object is committed, shown by `--dry-run` and `--diff`, and printed as JSON. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
  readonly nextSteps: readonly NextStep[];
  readonly answers: Answers;
  /** Modules that came in because others need them. */
  readonly added: readonly { readonly id: string; readonly because: string }[];
}
