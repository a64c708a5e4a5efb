import type { ChoiceOption, ChoicesOption, OptionSpec, OptionValue } from './module.js';

/** Whether an option is answered by picking from a list. */
export const isPicked = (spec: OptionSpec): spec is ChoiceOption | ChoicesOption =>
  spec.type === 'choice' || spec.type === 'choices';

/** The words of an answer: those of a list, or the one that it is. Empty for no answer. */
export function wordsOf(value: OptionValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return isList(value) ? value : [String(value)];
}

/** Whether two answers say the same. */
export function sameValue(a: OptionValue | undefined, b: OptionValue | undefined): boolean {
  if (a === undefined || b === undefined || !(isList(a) && isList(b))) return a === b;
  return a.length === b.length && a.every((word, index) => word === b[index]);
}

/**
 * An answer in the one form that it has: that of a choice of several is a list in the order of its values, also where a
 * file from before it could be several says one word. What isn't among the values stays, for `mismatch` to name.
 */
export function canonicalValue(spec: OptionSpec, value: OptionValue): OptionValue {
  if (spec.type !== 'choices' || typeof value === 'boolean' || typeof value === 'number') return value;
  const words = [...new Set(wordsOf(value))];
  const known = spec.values.map((choice) => choice.value).filter((word) => words.includes(word));
  return [...known, ...words.filter((word) => !known.includes(word))];
}

/** Every answer of a choice with one value, and for a choice of several every one with two. */
export function answersOf(spec: OptionSpec): readonly OptionValue[] {
  if (!isPicked(spec)) return [spec.default];
  const words = spec.values.map(({ value }) => value);
  if (spec.type === 'choice') return words;
  const pairs = words.flatMap((first, index) => words.slice(index + 1).map((second) => [first, second]));
  return [...words.map((word) => [word]), ...pairs];
}

function isList(value: OptionValue): value is readonly string[] {
  return Array.isArray(value);
}
