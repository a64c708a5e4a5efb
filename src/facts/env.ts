import {
  findVariable,
  paragraphAfter,
  paragraphBefore,
  paragraphEnd,
  paragraphStart,
  removeParagraph,
} from '../edit/env.js';
import { Lines } from '../edit/lines.js';
import type { EnvFact, FactHandler } from './fact.js';
import { type Compare, compareCodePoints, neighbours } from './order.js';

const header = (fact: EnvFact): string => `# ${fact.group}`;
const comment = (fact: EnvFact): string => `# ${fact.comment}`;
const assignment = (fact: EnvFact): string => `${fact.optional ? '# ' : ''}${fact.key}=${fact.example}`;
const linesOf = (fact: EnvFact): readonly string[] => [comment(fact), assignment(fact)];

const compareGroups: Compare<EnvFact> = (a, b) =>
  a.groupRank - b.groupRank || compareCodePoints(a.group, b.group);
const compare: Compare<EnvFact> = (a, b) =>
  compareGroups(a, b) || a.rank - b.rank || compareCodePoints(a.key, b.key);

interface Placed {
  readonly fact: EnvFact;
  readonly index: number;
}

/** Variables of `.env.example`: a paragraph a group, behind the user's own lines. */
export const envHandler: FactHandler<EnvFact> = {
  find: (text, fact) =>
    text !== null && findVariable(new Lines(text), fact.key) !== -1 ? 'present' : 'absent',

  put(text, fact, siblings) {
    const lines = new Lines(text ?? '');
    if (text !== null && findVariable(lines, fact.key) !== -1) {
      return { outcome: 'done', text, state: 'found', marks: [] };
    }
    const placed = siblings
      .map((other): Placed => ({ fact: other, index: findVariable(lines, other.key) }))
      .filter(({ index }) => index !== -1);
    insertVariable(lines, { fact, index: -1 }, placed);
    return {
      outcome: 'done',
      text: lines.toString(),
      state: 'ours',
      marks: text === null ? [fact.file] : [],
    };
  },

  putAll(text, facts) {
    const [first] = facts;
    if (text !== null || first === undefined) return null;
    const groups = new Map<string, EnvFact[]>();
    for (const fact of [...facts].sort(compare)) {
      const id = `${fact.groupRank} ${fact.group}`;
      groups.set(id, [...(groups.get(id) ?? []), fact]);
    }
    const paragraphs = [...groups.values()].map((group) => [
      ...group.slice(0, 1).map(header),
      ...group.flatMap(linesOf),
    ]);
    const whole = paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n');
    return { outcome: 'done', text: whole, state: 'ours', marks: [first.file] };
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    const lines = new Lines(text);
    const index = findVariable(lines, fact.key);
    if (index === -1) return { text, unmark: [] };
    const start = lines.at(index - 1) === comment(fact) ? index - 1 : index;
    const alone =
      lines.at(start - 1) === header(fact) && (index + 1 === lines.length || lines.isBlank(index + 1));
    if (alone) removeParagraph(lines, start - 1, index + 1);
    else lines.remove(start, index + 1 - start);
    if (lines.length === 0 && marks.has(fact.file)) return { text: null, unmark: [fact.file] };
    return { text: lines.toString(), unmark: [] };
  },

  explain: (fact) => `In ${fact.file}, under "${header(fact)}":\n  ${linesOf(fact).join('\n  ')}`,
};

function insertVariable(lines: Lines, added: Placed, placed: readonly Placed[]): void {
  const texts = linesOf(added.fact);
  const group = placed.filter((other) => compareGroups(other.fact, added.fact) === 0);
  const within = neighbours(group, added, (a, b) => compare(a.fact, b.fact));
  if (within.before !== undefined) lines.insert(within.before.index + 1, texts);
  else if (within.after !== undefined) lines.insert(firstLine(lines, within.after), texts);
  else insertGroup(lines, added, placed);
}

function insertGroup(lines: Lines, added: Placed, placed: readonly Placed[]): void {
  const paragraph = [header(added.fact), ...linesOf(added.fact)];
  const { before, after } = neighbours(placed, added, (a, b) => compareGroups(a.fact, b.fact));
  if (before !== undefined) paragraphAfter(lines, paragraphEnd(lines, before.index), paragraph);
  else if (after !== undefined) paragraphBefore(lines, paragraphStart(lines, after.index), paragraph);
  else paragraphAfter(lines, lines.length, paragraph);
}

/** The comment above a variable of ours belongs to it. */
const firstLine = (lines: Lines, placed: Placed): number =>
  lines.at(placed.index - 1) === comment(placed.fact) ? placed.index - 1 : placed.index;
