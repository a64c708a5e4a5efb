import { jsonValue } from '../edit/json.js';
import type { FactHandler, ScriptFact } from './fact.js';
import { cutEntry, type JsonEntry, placeAmong, putEntries, putEntry } from './json-entry.js';
import { compareCodePoints } from './order.js';

const commandOf = (text: string | null, fact: ScriptFact): unknown =>
  text === null ? undefined : jsonValue(text, ['scripts', fact.key]);

const entryOf = ({ file, key, command }: ScriptFact): JsonEntry => ({
  file,
  container: 'scripts',
  key,
  value: command,
});

/** Entries of `scripts`, behind the user's own in the order of their ranks. */
export const scriptHandler: FactHandler<ScriptFact> = {
  find(text, fact) {
    const command = commandOf(text, fact);
    if (command === undefined) return 'absent';
    return command === fact.command ? 'present' : 'different';
  },

  put(text, fact, siblings) {
    if (text !== null && commandOf(text, fact) !== undefined) {
      return { outcome: 'done', text, state: 'found', marks: [] };
    }
    const ranks = new Map([...siblings, fact].map((other) => [other.key, other.rank]));
    const compare = (a: string, b: string): number =>
      (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || compareCodePoints(a, b);
    const ours = siblings.map((other) => other.key);
    return putEntry(text, entryOf(fact), placeAmong(fact.key, ours, compare));
  },

  putAll: (text, facts) => putEntries(text, facts.map(entryOf)),

  /** A script that the user rewrote is theirs now and stays. */
  cut(text, fact, marks) {
    if (text === null || commandOf(text, fact) !== fact.command) return { text, unmark: [] };
    return cutEntry(text, { file: fact.file, container: 'scripts', key: fact.key }, marks);
  },

  explain: (fact) =>
    `In ${fact.file}, under "scripts":\n  ${JSON.stringify(fact.key)}: ${JSON.stringify(fact.command)}`,
};
