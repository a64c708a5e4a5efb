import { diffArrays } from 'diff';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { cut, handler, put, start } from '../../fixtures/shapes/put-and-cut.js';
import {
  envFacts,
  ignoreFacts,
  optionFacts,
  packageFacts,
  serviceFacts,
} from '../../fixtures/shapes/text-facts.js';
import { composeFile, envFile, ignoreFile, packageJson, tsconfig } from '../../fixtures/shapes/text-files.js';
import type { Fact } from './fact.js';

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 6 });

const subjects: readonly { name: string; file: fc.Arbitrary<string>; facts: readonly Fact[] }[] = [
  { name: 'package.json', file: packageJson, facts: packageFacts },
  { name: '.env.example', file: envFile, facts: envFacts },
  { name: '.gitignore', file: ignoreFile, facts: ignoreFacts },
  { name: 'compose.yaml', file: composeFile, facts: serviceFacts },
  { name: 'tsconfig.json', file: tsconfig, facts: optionFacts },
];

describe.each(subjects)('facts in $name', ({ file, facts }) => {
  const orders = fc.tuple(
    maybe(file),
    fc
      .shuffledSubarray([...facts], { minLength: 1 })
      .chain((chosen) =>
        fc.tuple(
          fc.constant(chosen),
          fc.shuffledSubarray(chosen, { minLength: chosen.length }),
          fc.shuffledSubarray(chosen, { minLength: chosen.length }),
        ),
      ),
  );

  it('are the same bytes in whatever order they were put', () => {
    fc.assert(
      fc.property(orders, ([text, [one, other]]) => {
        const first = one.reduce(put, start(text));
        const second = other.reduce(put, start(text));
        expect(second.text).toBe(first.text);
        expect(new Set(second.marks)).toEqual(new Set(first.marks));
      }),
      { numRuns: 100 },
    );
  });

  it('give back the text to the byte when they are cut, in whatever order', () => {
    fc.assert(
      fc.property(orders, ([text, [one, other]]) => {
        const full = one.reduce(put, start(text));
        const empty = other.reduce(cut, full);
        expect(empty.text).toBe(text);
        expect([...empty.marks]).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('leave what the others alone would have given when some of them are cut', () => {
    fc.assert(
      fc.property(orders, fc.nat(), ([text, [one, other]], seed) => {
        const some = other.slice(0, seed % (other.length + 1));
        const left = some.reduce(cut, one.reduce(put, start(text)));
        const alone = one.filter((fact) => !some.includes(fact)).reduce(put, start(text));
        expect(left.text).toBe(alone.text);
      }),
      { numRuns: 100 },
    );
  });

  it('are found once put, and putting again changes nothing', () => {
    fc.assert(
      fc.property(orders, ([text, [one]]) => {
        const full = one.reduce(put, start(text));
        for (const fact of one) {
          expect(handler(fact).find(full.text, fact)).not.toBe('absent');
          expect(put(full, fact).text).toBe(full.text);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** How many lines of the user's text are not in the new one; a line without its ending is the same line. */
function linesLost(before: string, after: string): number {
  const parts = diffArrays(bare(before).split(/\r?\n/), bare(after).split(/\r?\n/));
  return parts.filter(({ removed }) => removed).reduce((sum, { count }) => sum + count, 0);
}

const bare = (text: string): string => text.replace(/^\uFEFF/, '');

describe('the smallest edit', () => {
  it.each([
    { name: '.env.example', file: envFile, facts: envFacts },
    { name: '.gitignore', file: ignoreFile, facts: ignoreFacts },
    { name: 'compose.yaml', file: composeFile, facts: serviceFacts },
  ])('of $name keeps every line', ({ file, facts }) => {
    fc.assert(
      fc.property(file, (text) => {
        expect(linesLost(text, facts.reduce(put, start(text)).text ?? '')).toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    { name: 'package.json', file: packageJson, facts: packageFacts },
    { name: 'tsconfig.json', file: tsconfig, facts: optionFacts },
  ])('of $name changes a line only where a comma or an open brace is needed', ({ file, facts }) => {
    fc.assert(
      fc.property(file, fc.constantFrom(...facts), (text, fact) => {
        const lost = linesLost(text, put(start(text), fact).text ?? '');
        expect(lost).toBeLessThanOrEqual(text.includes('{\n  }') || text.includes('{\r\n  }') ? 2 : 1);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what another parser reads', () => {
  it("in package.json is the user's with ours added", () => {
    fc.assert(
      fc.property(packageJson, (text) => {
        const full = packageFacts.reduce(put, start(text));
        const [before, after] = [JSON.parse(bare(text)), JSON.parse(bare(full.text ?? ''))];
        for (const section of ['scripts', 'dependencies', 'devDependencies']) {
          expect(after[section]).toMatchObject(before[section] ?? {});
        }
        for (const fact of full.ours) {
          if (fact.kind === 'script') expect(after.scripts[fact.key]).toBe(fact.command);
          if (fact.kind !== 'dependency') continue;
          expect(after[fact.dev ? 'devDependencies' : 'dependencies'][fact.key]).toBe(fact.range);
        }
        expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(before)));
      }),
      { numRuns: 80 },
    );
  });

  it("in tsconfig.json is the user's with ours added", () => {
    const read = (text: string): Record<string, unknown> => {
      const { config, error } = ts.parseConfigFileTextToJson('tsconfig.json', bare(text));
      expect(error).toBeUndefined();
      return config;
    };
    fc.assert(
      fc.property(tsconfig, (text) => {
        const full = optionFacts.reduce(put, start(text));
        const expected = Object.fromEntries(
          full.ours.map((fact) => [fact.key, 'value' in fact ? fact.value : null]),
        );
        expect(read(full.text ?? '')).toMatchObject(read(text));
        expect(read(full.text ?? '').compilerOptions).toMatchObject(expected);
      }),
      { numRuns: 80 },
    );
  });

  it("in compose.yaml is the user's with ours added", () => {
    fc.assert(
      fc.property(composeFile, (text) => {
        const full = serviceFacts.reduce(put, start(text));
        const [before, after] = [parse(bare(text)) ?? {}, parse(bare(full.text ?? ''))];
        expect(after.services).toMatchObject(before.services ?? {});
        for (const fact of full.ours)
          if (fact.kind === 'service') expect(after.services[fact.key]).toEqual(parse(fact.body));
        expect(after.networks).toEqual(before.networks);
      }),
      { numRuns: 80 },
    );
  });
});

it.each([
  { name: 'package.json', file: packageJson, facts: packageFacts, seed: 3 },
  { name: 'tsconfig.json', file: tsconfig, facts: optionFacts, seed: 4 },
])("leaves what the formatter makes of the user's $name", ({ name, file, facts, seed }) => {
  const samples = fc
    .sample(file, { numRuns: 40, seed })
    .filter((text) => !/\{\s+\}/.test(text))
    .map((text) => ({ text, full: facts.reduce(put, start(text)) }));
  const files = samples.flatMap(({ text, full }, index): [string, string][] => [
    [`user-${index}/${name}`, text],
    [`full-${index}/${name}`, full.text ?? ''],
  ]);
  const formatted = formatFiles(new Map(files), { json: { formatter: { lineWidth: 320 } } });
  for (const [index, { full }] of samples.entries()) {
    const state = { ...full, text: formatted.get(`full-${index}/${name}`) ?? '' };
    expect(full.ours.reduce(cut, state).text).toBe(formatted.get(`user-${index}/${name}`));
  }
});
