import { isDeepStrictEqual } from 'node:util';
import { jsonValue } from '../edit/json.js';
import type { CompilerOptionFact, FactHandler } from './fact.js';
import { cutEntry, type JsonEntry, placeKey, putEntries, putEntry } from './json-entry.js';
import { compareCodePoints } from './order.js';

const optionOf = (text: string | null, fact: CompilerOptionFact): unknown =>
  text === null ? undefined : jsonValue(text, ['compilerOptions', fact.key]);

const entryOf = ({ file, key, value }: CompilerOptionFact): JsonEntry => ({
  file,
  container: 'compilerOptions',
  key,
  value,
});

/** Entries of `compilerOptions`; sorted in where the options are sorted. */
export const compilerOptionHandler: FactHandler<CompilerOptionFact> = {
  find(text, fact) {
    const value = optionOf(text, fact);
    if (value === undefined) return 'absent';
    return isDeepStrictEqual(value, fact.value) ? 'present' : 'different';
  },

  /** Another value is a choice that the user made; changing it could break what they have. */
  put(text, fact, siblings) {
    const value = optionOf(text, fact);
    if (text !== null && value !== undefined) {
      if (isDeepStrictEqual(value, fact.value)) return { outcome: 'done', text, state: 'found', marks: [] };
      const [is, needed] = [JSON.stringify(value), JSON.stringify(fact.value)];
      return { outcome: 'blocked', reason: `${fact.file} sets ${fact.key} to ${is}; it must be ${needed}.` };
    }
    const ours = siblings.map((other) => other.key);
    return putEntry(text, entryOf(fact), placeKey(fact.key, ours, compareCodePoints));
  },

  putAll: (text, facts) => putEntries(text, facts.map(entryOf)),

  cut(text, fact, marks) {
    if (text === null || !isDeepStrictEqual(optionOf(text, fact), fact.value)) return { text, unmark: [] };
    return cutEntry(text, { file: fact.file, container: 'compilerOptions', key: fact.key }, marks);
  },

  explain: (fact) =>
    `In ${fact.file}, under "compilerOptions":\n  ${JSON.stringify(fact.key)}: ${JSON.stringify(fact.value)}`,
};
