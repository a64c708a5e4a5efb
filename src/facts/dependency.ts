import { jsonValue } from '../edit/json.js';
import type { DependencyFact, FactHandler } from './fact.js';
import { cutEntry, placeKey, putEntry } from './json-entry.js';
import { compareCodePoints } from './order.js';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
const sectionOf = (fact: DependencyFact): string => (fact.dev ? 'devDependencies' : 'dependencies');

/** A package that stands in any of the sections is there, whatever its range: the range is the user's to change. */
const isThere = (text: string, fact: DependencyFact): boolean =>
  sections.some((section) => jsonValue(text, [section, fact.key]) !== undefined);

/** Entries of `dependencies` and `devDependencies`; sorted in where the section is sorted. */
export const dependencyHandler: FactHandler<DependencyFact> = {
  find: (text, fact) => (text !== null && isThere(text, fact) ? 'present' : 'absent'),

  put(text, fact, siblings) {
    if (text !== null && isThere(text, fact)) return { outcome: 'done', text, state: 'found', marks: [] };
    const ours = siblings.filter((other) => other.dev === fact.dev).map((other) => other.key);
    const entry = { file: fact.file, container: sectionOf(fact), key: fact.key, value: fact.range };
    return putEntry(text, entry, placeKey(fact.key, ours, compareCodePoints));
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    return cutEntry(text, { file: fact.file, container: sectionOf(fact), key: fact.key }, marks);
  },

  explain: (fact) =>
    `In ${fact.file}, under "${sectionOf(fact)}":\n  ${JSON.stringify(fact.key)}: ${JSON.stringify(fact.range)}`,
};
