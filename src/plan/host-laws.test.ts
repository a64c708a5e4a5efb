import fc from 'fast-check';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import { describe, expect, it } from 'vitest';
import { type HostShape, hostShapes } from '../../fixtures/shapes/hosts.js';
import { type Files, treeOf } from '../../fixtures/shapes/memory-tree.js';
import type { Adoption } from '../modules/adopted.js';
import { modulesFor } from '../modules/registry.js';
import type { Change } from '../tree/tree.js';
import { readApplied } from './applied.js';
import type { Plan } from './plan.js';
import { reconcile } from './reconcile.js';
import { type Answers, dependentsOf } from './resolve.js';
import { stageTidied, untidied } from './tidied.js';

const name = 'shop';
async function plan(files: Files, to: Answers, first: Adoption): Promise<Plan> {
  const tree = treeOf(files);
  const applied = readApplied(tree);
  const adoption = applied?.adoption ?? first;
  return reconcile({ tree, applied, to, name, adoption });
}

type Fix = (text: string) => string;

async function go(files: Files, to: Answers, adoption: Adoption, fix?: Fix): Promise<Files> {
  const { changes, blocked } = await plan(files, to, adoption);
  expect(blocked).toEqual([]);
  const next = withChanges(files, changes);
  return fix === undefined ? next : fixed(next, changes, fix);
}

/** What the project's own fixer makes of the files that a change wrote, recorded as the command line does it. */
function fixed(files: Files, changes: readonly Change[], fix: Fix): Files {
  const tree = treeOf(files);
  const applied = readApplied(tree);
  if (applied === null) return files;
  const rendered = untidied(tree, applied, new Set(changes.map(({ path }) => path)));
  const texts = [...rendered].map(([path, text]): [string, string] => [path, fix(text)]);
  stageTidied(tree, applied, new Map(texts.filter(([path, text]) => tree.read(path) !== text)));
  return withChanges(files, tree.changes());
}

function withChanges(files: Files, changes: readonly Change[]): Files {
  const next: Record<string, string> = { ...files };
  for (const { path, after } of changes) {
    if (after === null) delete next[path];
    else next[path] = after;
  }
  return next;
}

/** Says something else than what was written, so that it would count as an edit if nobody remembered it. */
const withLess: Fix = (text) => text.replaceAll('readonly ', '').replaceAll(': void {', ' {');

const known = new Map<HostShape, Promise<readonly string[]>>();

/** The modules that go into a host, without those that a fixture has no place for. */
function offered(host: HostShape): Promise<readonly string[]> {
  const ids = known.get(host) ?? tryAll(host);
  known.set(host, ids);
  return ids;
}

async function tryAll({ files, adoption }: HostShape): Promise<readonly string[]> {
  const ids = modulesFor(adoption)
    .filter(({ role }) => role === 'module')
    .map(({ id }) => id);
  const fits = await Promise.all(
    ids.map(async (id) => {
      try {
        return (await plan(files, { [id]: {} }, adoption)).blocked.length === 0;
      } catch {
        return false;
      }
    }),
  );
  return ids.filter((_id, index) => fits[index]);
}

const without = (id: string, answers: Answers, adoption: Adoption): Answers => {
  const gone = [id, ...dependentsOf(id, answers, name, adoption)];
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !gone.includes(key)));
};

/** A host with a walk through its modules: each step adds one, or takes it away with those that need it. */
const walks = fc.constantFrom(...hostShapes).chain((host) =>
  fc.record({
    host: fc.constant(host),
    steps: fc.array(
      fc.record({
        pick: fc.nat(),
        add: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

const runs = (count: number): fc.Parameters<unknown> => ({ numRuns: count, endOnFailure: true });
const styleOf = {
  tabWidth: 8,
  semi: false,
  singleQuote: false,
  printWidth: 60,
  trailingComma: 'none',
} as const;

/** What another formatter with other settings makes of every source. */
async function reformatted(files: Files): Promise<Files> {
  const entries = Object.entries(files).map(async ([path, text]): Promise<[string, string]> => {
    if (!path.endsWith('.ts')) return [path, text];
    return [path, await format(text, { ...styleOf, parser: 'typescript', plugins: [typescript, estree] })];
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('reconcile in a backend that create-backend did not make', () => {
  it('has shapes to be tried on', () => {
    expect(hostShapes.length).toBeGreaterThan(5);
  });

  it("depends on the user's text and on the set that is asked for, never on the way there", async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ host, steps }) => {
        const ids = await offered(host);
        const { adoption } = host;
        let answers: Answers = {};
        let files = host.files;
        for (const { pick, add } of steps) {
          const id = ids[pick % ids.length] ?? '';
          answers = add ? { ...answers, [id]: {} } : without(id, answers, adoption);
          files = await go(files, answers, adoption);
        }
        expect(files).toEqual(await go(host.files, answers, adoption));
        expect((await plan(files, answers, adoption)).changes).toEqual([]);
        expect(await go(files, {}, adoption)).toEqual(host.files);
      }),
      runs(12),
    );
  }, 120_000);

  it("does so too where the project's own fixers go over what is added", async () => {
    await fc.assert(
      fc.asyncProperty(walks, async ({ host, steps }) => {
        const ids = await offered(host);
        const { adoption } = host;
        let answers: Answers = {};
        let files = host.files;
        for (const { pick, add } of steps) {
          const id = ids[pick % ids.length] ?? '';
          answers = add ? { ...answers, [id]: {} } : without(id, answers, adoption);
          files = await go(files, answers, adoption, withLess);
        }
        expect(files).toEqual(await go(host.files, answers, adoption, withLess));
        expect((await plan(files, answers, adoption)).changes).toEqual([]);
        expect(await go(files, {}, adoption)).toEqual(host.files);
      }),
      runs(4),
    );
  }, 120_000);

  it('merges an edit with what a later change and the fixers make of the same file', async () => {
    const [host] = hostShapes.filter(({ shape }) => shape === 'express-module');
    if (host === undefined) throw new Error('The shape is gone.');
    const { adoption } = host;
    const path = `${adoption.host.folder}/index.ts`;
    const one = await go(host.files, { health: {} }, adoption, withLess);
    const mine = { ...one, [path]: `${one[path]}\n// Mine.\n` };
    const both = await go(mine, { health: {}, versioning: {} }, adoption, withLess);
    expect(both[path]).toContain('// Mine.');
    expect(both[path]).toContain('versioning');
    const other = await go(host.files, { health: {}, versioning: {} }, adoption, withLess);
    expect(both[path]?.replace('\n// Mine.\n', '')).toBe(other[path]);
    const { blocked } = await plan(both, {}, adoption);
    expect(blocked.map(({ file }) => file)).toEqual([path]);
  });

  it.each(hostShapes)(
    'takes every module back to the byte in $shape, also after a formatter ran',
    async (host) => {
      const { files, adoption } = host;
      const everything = Object.fromEntries((await offered(host)).map((id) => [id, {}]));
      expect(Object.keys(everything)).toContain('settings');
      const added = await go(files, everything, adoption);
      expect(await go(added, {}, adoption)).toEqual(files);
      expect(await go(await reformatted(added), {}, adoption)).toEqual(await reformatted(files));
    },
    120_000,
  );
});
