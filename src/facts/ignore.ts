import { Lines } from '../edit/lines.js';
import type { FactHandler, IgnoreFact } from './fact.js';
import { type Compare, compareCodePoints, neighbours } from './order.js';

/** `/dist`, `dist/` and `dist` all ignore what we mean by `dist`. */
const meaning = (line: string): string => line.trim().replace(/^\//, '').replace(/\/$/, '');

const findLine = (lines: Lines, fact: IgnoreFact): number =>
  lines.find((line) => meaning(line) === meaning(fact.key));

const compare: Compare<IgnoreFact> = (a, b) => a.rank - b.rank || compareCodePoints(a.key, b.key);

/** Lines of `.gitignore` and the like, behind the user's own in the order of their ranks. */
export const ignoreHandler: FactHandler<IgnoreFact> = {
  find: (text, fact) => (text !== null && findLine(new Lines(text), fact) !== -1 ? 'present' : 'absent'),

  put(text, fact, siblings) {
    const lines = new Lines(text ?? '');
    if (text !== null && findLine(lines, fact) !== -1)
      return { outcome: 'done', text, state: 'found', marks: [] };
    const lineOf = (other: IgnoreFact): number => lines.findLast((line) => line.trim() === other.key);
    const { before, after } = neighbours(
      siblings.filter((other) => lineOf(other) !== -1),
      fact,
      compare,
    );
    const end = after === undefined ? lines.length : lineOf(after);
    lines.insert(before === undefined ? end : lineOf(before) + 1, [fact.key]);
    return {
      outcome: 'done',
      text: lines.toString(),
      state: 'ours',
      marks: text === null ? [fact.file] : [],
    };
  },

  putAll(text, facts) {
    const [first] = facts;
    const meanings = new Set(facts.map(({ key }) => meaning(key)));
    if (text !== null || first === undefined || meanings.size < facts.length) return null;
    const lines = [...facts].sort(compare).map(({ key }) => `${key}\n`);
    return { outcome: 'done', text: lines.join(''), state: 'ours', marks: [first.file] };
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    const lines = new Lines(text);
    const index = lines.findLast((line) => line.trim() === fact.key);
    if (index === -1) return { text, unmark: [] };
    lines.remove(index);
    if (lines.length === 0 && marks.has(fact.file)) return { text: null, unmark: [fact.file] };
    return { text: lines.toString(), unmark: [] };
  },

  explain: (fact) => `In ${fact.file}:\n  ${fact.key}`,
};
