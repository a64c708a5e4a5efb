import { coveringRows, type Row, randomNumbers, randomRow } from '../../fixtures/answers/covering.js';
import { answersOf, describeAnswers, factors } from '../../fixtures/answers/factors.js';
import { contested, whyNot } from '../../fixtures/answers/oracle.js';
import { type Answers, resolve } from '../../src/plan/resolve.js';

export const sizes: readonly number[] = factors.map(({ values }) => values.length);

const goTogether = (row: Row): boolean => whyNot(answersOf(row)) === null;

/** How many sets of answers are accepted. */
export function countAccepted(): number {
  let sets: Answers[] = [{}];
  let others = 1;
  for (const module of new Set(factors.map((factor) => factor.module))) {
    const choices = choicesOf(module);
    if (contested.has(module)) sets = sets.flatMap((set) => choices.map((choice) => ({ ...set, ...choice })));
    else others *= choices.length;
  }
  return sets.filter((set) => whyNot(set) === null).length * others;
}

/** What can be answered about one module. */
function choicesOf(module: string): readonly Answers[] {
  const own = factors.map((factor) => (factor.module === module ? factor.values.length : 1));
  const choices = new Map<string, Answers>();
  for (const row of rowsOf(own)) {
    const { [module]: options } = answersOf(row);
    choices.set(JSON.stringify(options), options === undefined ? {} : { [module]: options });
  }
  return [...choices.values()];
}

function rowsOf(counts: readonly number[]): Row[] {
  let rows: Row[] = [[]];
  for (const count of counts)
    rows = rows.flatMap((row) => Array.from({ length: count }, (_, answer) => [...row, answer]));
  return rows;
}

/** Sets in which every `strength` answers that go together occur together, and sets that must be refused. */
export function coveringSets(strength: 1 | 2 | 3): { accepted: Answers[]; refused: Answers[] } {
  const { rows, refused } = coveringRows({ sizes, strength, accepts: goTogether });
  return { accepted: rows.map(answersOf), refused: refused.map(answersOf) };
}

/** Accepted sets without end, at random, the same in every run. */
export function* randomSets(): Generator<Answers> {
  const random = randomNumbers(7);
  for (;;) {
    const row = randomRow(sizes, random);
    if (goTogether(row)) yield answersOf(row);
  }
}

/** Where the program's judgement of a set differs from the tests' own. */
export function disagreement(answers: Answers): string | null {
  const { added, problems } = resolve(answers, 'shop');
  const refused = problems.length > 0 || added.length > 0;
  const expected = whyNot(answers);
  if (refused === (expected !== null)) return null;
  const said = [
    ...problems.map(({ what, why }) => `${what} ${why}`.trim()),
    ...added.map(({ id }) => `adds ${id}`),
  ];
  return refused
    ? `The program refuses what the tests know nothing against: ${said.join(' ')}`
    : `The program accepts what the tests would refuse, because ${expected}: ${describeAnswers(answers)}`;
}
