import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { type HostShape, hostShapes } from '../../fixtures/shapes/hosts.js';
import { type Files, treeOf } from '../../fixtures/shapes/memory-tree.js';
import { readApplied } from './applied.js';
import type { Plan } from './plan.js';
import { reconcile } from './reconcile.js';
import type { Answers } from './resolve.js';

const busting = { 'cache-busting': {} };

/** The hand-written apps whose ORM tells of its writes only where its instance is made. */
const shapes = hostShapes.filter(({ shape }) => /-(prisma|kysely|drizzle|mongoose)$/.test(shape));

const plan = (files: Files, to: Answers, adoption: HostShape['adoption']): Promise<Plan> => {
  const tree = treeOf(files);
  return reconcile({ tree, applied: readApplied(tree), to, name: 'shop', adoption });
};

async function go(files: Files, to: Answers, adoption: HostShape['adoption']): Promise<Files> {
  const { blocked, changes } = await plan(files, to, adoption);
  expect(blocked).toEqual([]);
  const texts = new Map(Object.entries(files));
  for (const { path, after } of changes) {
    if (after === null) texts.delete(path);
    else texts.set(path, after);
  }
  return Object.fromEntries(texts);
}

const parser = { unsafeParameterDecoratorsEnabled: true };

/** What formatters of other habits make of every source, the order of imports too. */
const styles = [
  {
    formatter: { indentStyle: 'tab', lineWidth: 100 },
    javascript: { parser, formatter: { quoteStyle: 'double' } },
  },
  {
    formatter: { indentStyle: 'space', indentWidth: 4, lineWidth: 120 },
    javascript: { parser, formatter: { quoteStyle: 'single', semicolons: 'asNeeded' } },
  },
] as const;

function formatted(files: Files, style: object): Files {
  const sources = new Map(Object.entries(files).filter(([path]) => path.endsWith('.ts')));
  return { ...files, ...Object.fromEntries(formatFiles(sources, style)) };
}

/** What may be imported where the instance is made. */
const leaves = /^\.\/(listener|tables|writes)/;

describe.each(shapes)('cache busting in fixtures/apps/$shape', ({ shape, files, adoption }) => {
  it('is bound where the instance is made, by the least change', async () => {
    const after = await go(files, busting, adoption);
    const diffs = Object.entries(files)
      .filter(([path, text]) => path.endsWith('.ts') && after[path] !== text)
      .map(([path, text]) =>
        createTwoFilesPatch(path, path, text, after[path] ?? '', '', '', { context: 1 }),
      );
    await expect(diffs.join('')).toMatchFileSnapshot(`../../fixtures/apps/${shape}/busting.diff`);
    expect((await plan(after, busting, adoption)).changes).toEqual([]);
  });

  it('leaves nothing behind, and but for where lines are broken also after a formatter ran', async () => {
    const after = await go(files, busting, adoption);
    expect(await go(after, {}, adoption)).toEqual(files);
    for (const style of styles) {
      const left = await go(formatted(after, style), {}, adoption);
      expect(formatted(left, style)).toEqual(formatted(files, style));
    }
  }, 120_000);

  it('imports nothing there that could import the instance', async () => {
    const after = await go(files, busting, adoption);
    const { folder } = adoption.host;
    const texts = ['first', 'writes', 'listener', 'tables'].map(
      (name) => after[`${folder}/cache-busting/${name}.ts`] ?? '',
    );
    const specifiers = texts.flatMap((text) =>
      [...text.matchAll(/ from ['"]([^'"]+)['"]/g)].map(([, from = '']) => from),
    );
    expect(specifiers.filter((from) => from.startsWith('.') && !leaves.test(from))).toEqual([]);
  });
});
