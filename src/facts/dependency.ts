import { jsonValue } from '../edit/json.js';
import type { DependencyFact, FactHandler } from './fact.js';
import { cutEntry, type JsonEntry, placeKey, putEntries, putEntry } from './json-entry.js';
import { compareCodePoints } from './order.js';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
const sectionOf = (fact: DependencyFact): string => (fact.dev ? 'devDependencies' : 'dependencies');

const entryOf = (fact: DependencyFact): JsonEntry => ({
  file: fact.file,
  container: sectionOf(fact),
  key: fact.key,
  value: fact.range,
});

/** A package that stands in any of the sections is there, whatever its range: the range is the user's to change. */
const isThere = (text: string, fact: DependencyFact): boolean =>
  sections.some((section) => jsonValue(text, [section, fact.key]) !== undefined);

/** Entries of `dependencies` and `devDependencies`; sorted in where the section is sorted. */
export const dependencyHandler: FactHandler<DependencyFact> = {
  find: (text, fact) => (text !== null && isThere(text, fact) ? 'present' : 'absent'),

  put(text, fact, siblings) {
    if (text !== null && isThere(text, fact)) return { outcome: 'done', text, state: 'found', marks: [] };
    const ours = siblings.filter((other) => other.dev === fact.dev).map((other) => other.key);
    return putEntry(text, entryOf(fact), placeKey(fact.key, ours, compareCodePoints));
  },

  putAll(text, facts) {
    if (text !== null && facts.some((fact) => isThere(text, fact))) return null;
    return putEntries(text, facts.map(entryOf));
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    return cutEntry(text, { file: fact.file, container: sectionOf(fact), key: fact.key }, marks);
  },

  explain: (fact) =>
    `In ${fact.file}, under "${sectionOf(fact)}":\n  ${JSON.stringify(fact.key)}: ${JSON.stringify(fact.range)}`,
};
