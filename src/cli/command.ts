import type { Arguments, Flag } from './flags.js';
import type { Session } from './session.js';

/** A command as parsing, help, completion and the docs read it; what it does is loaded when it runs. */
export interface Command {
  /** As typed: `create-backend`, `backend add`. */
  readonly name: string;
  /** The words after the name, such as `MODULE...`. */
  readonly words: string;
  /** What the words can be, for completion. */
  readonly wordChoices: readonly string[];
  readonly minWords: number;
  readonly maxWords: number;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly load: () => Promise<{ readonly run: (session: Session, given: Arguments) => Promise<Outcome> }>;
}

/** A program with its commands. */
export interface Program {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** The command that is a whole program by itself, as `create-backend` is; null for a program of several. */
export function onlyCommandOf({ name, commands: [first, ...rest] }: Program): Command | null {
  return rest.length === 0 && first?.name === name ? first : null;
}

/** How a command ended when it didn't throw: what its JSON document holds beside the fixed fields. */
export interface Outcome {
  readonly exitCode: number;
  readonly document: Readonly<Record<string, unknown>>;
}

export const commonFlags: readonly Flag[] = [
  { name: 'json', value: null, description: 'Print one JSON document and nothing else' },
  { name: 'version', short: 'v', value: null, description: 'Print the version' },
  { name: 'help', short: 'h', value: null, description: 'Show this help' },
];
