import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveringRows, type Row } from '../../fixtures/answers/covering.js';
import { answersOf, factors } from '../../fixtures/answers/factors.js';
import { whyNot } from '../../fixtures/answers/oracle.js';
import { countAccepted, coveringSets, disagreement } from './sets.js';

const everyRow = (sizes: readonly number[]): Row[] =>
  sizes.reduce<number[][]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, answer) => [...row, answer])),
    [[]],
  );

const pairsOf = (row: Row): string[] =>
  row.flatMap((answer, factor) =>
    row.slice(factor + 1).map((other, offset) => `${factor}=${answer} ${factor + 1 + offset}=${other}`),
  );

describe('covering rows', () => {
  it('have every pair that some accepted row has, and none that is refused', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(sizes, fc.integer(), (counts, salt) => {
        const accepts = (row: Row): boolean =>
          row.reduce((sum, answer, factor) => sum + answer * (factor + 1), salt) % 3 !== 0;
        const { rows } = coveringRows({ sizes: counts, strength: 2, accepts });
        expect(rows.every(accepts)).toBe(true);
        const possible = new Set(everyRow(counts).filter(accepts).flatMap(pairsOf));
        expect(new Set(rows.flatMap(pairsOf))).toEqual(possible);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same in every run', () => {
    expect(coveringSets(2)).toEqual(coveringSets(2));
  });

  it('say which pairs are in no accepted row', () => {
    const { refused } = coveringRows({ sizes: [2, 2, 2], strength: 2, accepts: ([a, b]) => !(a && b) });
    expect(refused).toHaveLength(1);
    expect(refused[0]?.slice(0, 2)).toEqual([1, 1]);
  });
});

describe('sets of answers', () => {
  it('are judged by the program as the tests judge them, for every two answers', () => {
    const { accepted, refused } = coveringSets(2);
    expect([...accepted, ...refused].map(disagreement).filter((text) => text !== null)).toEqual([]);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('say nothing of a module that is left out', () => {
    expect(Object.keys(answersOf(factors.map(() => 0)))).toEqual(['app', 'database']);
  });

  it('are counted as if each was looked at', () => {
    const free = factors.reduce((product, { values }) => product * values.length, 1);
    expect(countAccepted()).toBeGreaterThan(free / 10);
    expect(countAccepted()).toBeLessThan(free);
    expect(whyNot({ 'cache-busting': {} })).toContain('cache');
  });
});
