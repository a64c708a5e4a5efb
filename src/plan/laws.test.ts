import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Files, treeOf } from '../../fixtures/shapes/memory-tree.js';
import type { ChoiceOption, ChoicesOption, OptionValue, OptionValues } from '../modules/module.js';
import { isPicked } from '../modules/option-values.js';
import { modules } from '../modules/registry.js';
import { hashText } from '../tree/tree.js';
import { readApplied, readBases } from './applied.js';
import type { Plan } from './plan.js';
import { reconcile } from './reconcile.js';
import { type Answers, dependentsOf, resolve } from './resolve.js';

const name = 'shop';
const optional = modules.filter(({ role }) => role === 'module');

async function plan(files: Files, to: Answers): Promise<Plan> {
  const tree = treeOf(files);
  const result = await reconcile({ tree, applied: readApplied(tree), to, name });
  expect(result.blocked).toEqual([]);
  return result;
}

async function go(files: Files, to: Answers): Promise<Files> {
  const next: Record<string, string> = { ...files };
  for (const { path, after } of (await plan(files, to)).changes) {
    if (after === null) delete next[path];
    else next[path] = after;
  }
  return next;
}

/** What a step of a walk does to the answers; a module that others need takes them along when it goes. */
type Step = { readonly id: string; readonly to: 'out' | OptionValues };

/** A step to answers that don't go together isn't taken. */
function take(step: Step, answers: Answers): Answers {
  const next = taken(step, answers);
  return resolve(next, name).problems.length > 0 ? answers : next;
}

function taken({ id, to }: Step, answers: Answers): Answers {
  if (to !== 'out') return { ...answers, [id]: to };
  let next = answers;
  for (const dependent of dependentsOf(id, answers, name)) next = taken({ id: dependent, to: 'out' }, next);
  return Object.fromEntries(Object.entries(next).filter(([key]) => key !== id));
}

/** Answers of a module that go together; several in any order, since that is no difference. */
const optionsOf = (id: string): fc.Arbitrary<OptionValues> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(modules.find((module) => module.id === id)?.options ?? {}).flatMap(([key, spec]) =>
          isPicked(spec) ? [[key, pickFrom(spec)]] : [],
        ),
      ),
    )
    .filter((options) => resolve({ [id]: options }, name).problems.length === 0);

function pickFrom({ type, values }: ChoiceOption | ChoicesOption): fc.Arbitrary<OptionValue> {
  const words = values.map(({ value }) => value);
  return type === 'choice' ? fc.constantFrom(...words) : fc.shuffledSubarray(words, { minLength: 1 });
}

/** Modules that are always there, with answers that can change. */
const bases = ['app', 'database'];

const step: fc.Arbitrary<Step> = fc.constantFrom(...optional.map(({ id }) => id), ...bases).chain((id) =>
  fc.record({
    id: fc.constant(id),
    to: bases.includes(id) ? optionsOf(id) : fc.oneof(fc.constant('out' as const), optionsOf(id)),
  }),
);

const packageJson = (indent: string, eol: string): string =>
  `${JSON.stringify({ name, private: true, scripts: { hello: 'echo' }, dependencies: { zzz: '1.0.0' } }, null, indent).replaceAll('\n', eol)}${eol}`;

/** The user's own text before us, in the styles that people write. */
const styles: Readonly<Record<string, Files>> = {
  'an empty folder': {},
  'LF and two spaces': {
    'package.json': packageJson('  ', '\n'),
    '.gitignore': 'node_modules/\n\n# mine\n*.tmp\n',
  },
  'CRLF and four spaces': {
    'package.json': packageJson('    ', '\r\n'),
    '.gitignore': '*.tmp\r\n',
    '.env.example': '# mine\r\nMINE=1\r\n',
  },
  'tabs and no final newline': {
    'package.json': packageJson('\t', '\n').trimEnd(),
    '.gitignore': '*.tmp',
    '.env.example': 'MINE=1',
    'compose.yaml': '# mine\nservices:\n  mine:\n    image: mine:1 # keep\n',
  },
};

const walks = fc.record({
  before: fc.constantFrom(...Object.keys(styles)),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
});

const runs = (count: number): fc.Parameters<unknown> => ({ numRuns: count, endOnFailure: true });

describe('reconcile', () => {
  it("depends on the user's text and on the set that is asked for, never on the way there", async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ before, steps }) => {
        const own = styles[before] ?? {};
        let answers: Answers = {};
        let files = await go(own, answers);
        for (const next of steps) {
          answers = take(next, answers);
          files = await go(files, answers);
        }
        expect(files).toEqual(await go(own, answers));
      }),
      runs(60),
    );
  });

  it('changes nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ before, steps }) => {
        const answers = steps.reduce<Answers>((set, next) => take(next, set), {});
        const files = await go(styles[before] ?? {}, answers);
        expect((await plan(files, answers)).changes).toEqual([]);
      }),
      runs(40),
    );
  });

  it('gives the same bytes in any order of adding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(styles)),
        fc.uniqueArray(fc.constantFrom(...optional.map(({ id }) => id)), { minLength: 2, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        async (before, ids, numbers) => {
          const shuffled = ids
            .map((id) => ({ id, at: numbers.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ id }) => id);
          const walk = async (order: readonly string[]): Promise<Files> => {
            let files = await go(styles[before] ?? {}, {});
            let answers: Answers = {};
            for (const id of order) {
              answers = { ...answers, [id]: {} };
              files = await go(files, answers);
            }
            return files;
          };
          expect(await walk(shuffled)).toEqual(await walk(ids));
        },
      ),
      runs(30),
    );
  });

  it('takes back to the byte what it added, also after a formatter ran over the shared files', async () => {
    const formatters: Readonly<Record<string, (text: string) => string>> = {
      none: (text) => text,
      'package.json with tabs': (text) => `${JSON.stringify(JSON.parse(text), null, '\t')}\n`,
      'package.json with three spaces': (text) => `${JSON.stringify(JSON.parse(text), null, 3)}\n`,
    };
    await fc.assert(
      fc.asyncProperty(
        walks,
        fc.constantFrom(...Object.keys(formatters)),
        async ({ before, steps }, formatter) => {
          const format = (files: Files): Files => ({
            ...files,
            'package.json': (formatters[formatter] ?? String)(files['package.json'] ?? '{}'),
          });
          const answers = steps
            .filter(({ id }) => id !== 'app')
            .reduce<Answers>((set, next) => take(next, set), {});
          const base = await go(styles[before] ?? {}, {});
          expect(await go(format(await go(base, answers)), {})).toEqual(format(base));
        },
      ),
      runs(40),
    );
  });

  it('keeps the text of every owned file and seed as it was written under its hash, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ before, steps }) => {
        const files = await go(
          styles[before] ?? {},
          steps.reduce<Answers>((set, next) => take(next, set), {}),
        );
        const bases = readBases(treeOf(files));
        for (const [hash, text] of Object.entries(bases)) expect(hash).toBe(hashText(text));
        const record = readApplied(treeOf(files));
        const wanted = Object.values(record?.files ?? {}).filter(({ state }) => state === 'ours');
        const seeds = Object.values(record?.seeds ?? {});
        expect(new Set(Object.keys(bases))).toEqual(new Set([...wanted.map(({ hash }) => hash), ...seeds]));
      }),
      runs(15),
    );
  });
});
