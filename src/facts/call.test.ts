import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { landmarks, type Shape, shapes, sourceOf } from '../../fixtures/shapes/entry-files.js';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { callAt } from '../../fixtures/shapes/wired-app.js';
import { dialectOf, findSeam, type Seam } from '../frameworks/framework.js';
import { callHandler } from './call.js';
import { type CallFact, code, imported, type SeamAnchor } from './fact.js';

const platform = 'src/platform/index';
const seam: Readonly<Record<SeamAnchor, ReturnType<typeof code>>> = {
  install: code`${imported('installPlatform', platform)}($app)`,
  finish: code`${imported('finishPlatform', platform)}($app)`,
  start: code`await ${imported('startPlatform', platform)}()`,
  stop: code`await ${imported('stopPlatform', 'src/shutdown')}()`,
};

const file = 'src/main.ts';

function seamOf(shape: Shape, text: string): Seam {
  const files: Record<string, string> = {
    'package.json': '{ "type": "module", "main": "dist/main.js" }',
    [file]: text,
  };
  const found = findSeam({ read: (path) => files[path] ?? null }, dialectOf(shape.framework));
  if (found.status !== 'found') throw new Error(JSON.stringify(found));
  return found.seam;
}

function factsOf(shape: Shape, text: string): readonly CallFact[] {
  const { anchors, framework } = seamOf(shape, text);
  return (['install', 'finish', 'start', 'stop'] as const).flatMap((name) => {
    const found = anchors[name];
    if (found.status === 'none') {
      if (name !== 'stop' || shape.signals !== 'none') throw new Error(found.why);
      return [];
    }
    const made = callAt(found.anchor, framework, name, seam[name]);
    if ('problem' in made) throw new Error(made.problem);
    return [made.fact];
  });
}

interface State {
  readonly text: string;
  readonly ours: readonly CallFact[];
}

function put({ text, ours }: State, fact: CallFact): State {
  const result = callHandler.put(text, fact, ours);
  if (result.outcome === 'blocked') throw new Error(result.reason);
  expect(result.state).toBe('ours');
  expect(result.marks).toEqual([]);
  return { text: result.text, ours: [...ours, fact] };
}

const cut = (text: string, fact: CallFact): string => callHandler.cut(text, fact, new Set()).text ?? '';

const numbers = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
const shuffled = <T>(items: readonly T[], keys: readonly number[]): readonly T[] =>
  items
    .map((item, index) => ({ item, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** The names called by the statements of the whole file, in the order of the text, by TypeScript's own parser. */
function callsIn(text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      names.push(node.expression.getText().replace(/^.*\./s, '.'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

describe('calls at the anchors of an entry file', () => {
  it('are added as lines, and no line of the user changes', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = sourceOf(shape);
        const facts = factsOf(shape, text);
        const after = facts.reduce(put, { text, ours: [] }).text;
        const lines = after.split('\n').map((line) => line.replace(/\r$/, ''));
        const before = text.split('\n').map((line) => line.replace(/\r$/, ''));
        let next = 0;
        for (const line of lines) if (line === before[next]) next += 1;
        expect(next).toBe(before.length);
        expect(lines.length - before.length).toBe(facts.length + (shape.signals === 'none' ? 1 : 2));
        expect(after.includes('\r\n')).toBe(shape.eol === '\r\n');
        expect(after.replaceAll('\r\n', '').includes('\n')).toBe(shape.eol === '\n');
      }),
      { numRuns: 60 },
    );
  });

  it('stand where they belong, as another parser reads them', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = sourceOf(shape);
        const after = factsOf(shape, text).reduce(put, { text, ours: [] }).text;
        const output = ts.transpileModule(after, {
          reportDiagnostics: true,
          compilerOptions: { target: ts.ScriptTarget.ESNext },
        });
        expect(output.diagnostics).toEqual([]);
        const calls = callsIn(after);
        const at = (name: string): number => calls.indexOf(name);
        const { parser, route, last } = landmarks[shape.framework];
        // Functions that are called from below are not written in the order in which they run.
        const inOrder = shape.wrapper !== 'methods' && shape.wrapper !== 'loader';
        expect(calls).toContain('installPlatform');
        if (shape.wrapper === 'loader') {
          const prepared = at('installPlatform') < at('load');
          expect(prepared || at('installPlatform') > at(parser)).toBe(true);
        } else if (inOrder) {
          expect(at('installPlatform')).toBeGreaterThan(at(parser));
          expect(at('installPlatform')).toBeLessThan(at(route));
          const end = shape.framework === 'express' ? calls.indexOf('.use', at(route)) : at(last);
          expect(at('finishPlatform')).toBeGreaterThan(end);
          if (shape.errors && shape.framework === 'express')
            expect(at('finishPlatform')).toBeLessThan(calls.lastIndexOf('.use'));
        } else {
          const steps = ['.prepare', 'installPlatform', '.addRoutes', 'finishPlatform', '.handle'];
          const there = steps.filter((name) => calls.includes(name));
          expect(there.map(at)).toEqual([...there.map(at)].sort((a, b) => a - b));
        }
        expect(calls[at('startPlatform') + 1]).toBe('.listen');
        if (shape.signals !== 'none') expect(calls[at('stopPlatform') + 1]).toBe('.exit');
      }),
      { numRuns: 60 },
    );
  });

  it('are the same bytes in whatever order they were put, and leave none behind when cut', () => {
    fc.assert(
      fc.property(shapes, numbers, numbers, (shape, one, other) => {
        const text = sourceOf(shape);
        const facts = factsOf(shape, text);
        const first = shuffled(facts, one).reduce(put, { text, ours: [] }).text;
        const second = shuffled(facts, other).reduce(put, { text, ours: [] }).text;
        expect(second).toBe(first);
        expect(shuffled(facts, other).reduce(cut, first)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('stand in the order of their keys where several share an anchor', () => {
    fc.assert(
      fc.property(shapes, numbers, (shape, keys) => {
        const text = sourceOf(shape);
        const twice = factsOf(shape, text)
          .filter(({ anchor }) => anchor === 'install' || anchor === 'start')
          .flatMap((fact) => [
            { ...fact, key: 'a', code: code`${imported('first', 'src/first')}('${fact.anchor}')` },
            { ...fact, key: 'b', code: code`${imported('second', 'src/second')}('${fact.anchor}')` },
          ]);
        const after = shuffled(twice, keys).reduce(put, { text, ours: [] }).text;
        const lines = after.split(/\r?\n/).map((line) => line.trim());
        for (const anchor of new Set(twice.map((fact) => fact.anchor))) {
          const at = twice
            .filter((fact) => fact.anchor === anchor && fact.file === file)
            .map((fact) => lines.findIndex((line) => line.startsWith(fact.code.text)));
          expect(at[1]).toBe((at[0] ?? 0) + 1);
        }
        expect(after).toBe(twice.reduce(put, { text, ours: [] }).text);
        expect(twice.reduce(cut, after)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('are found once put, and then not put again', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = sourceOf(shape);
        const facts = factsOf(shape, text);
        const after = facts.reduce(put, { text, ours: [] }).text;
        for (const fact of facts) {
          expect(callHandler.find(text, fact)).toBe('absent');
          expect(callHandler.find(after, fact)).toBe('present');
          expect(callHandler.put(after, fact, facts)).toMatchObject({ state: 'found', text: after });
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['tabs and double quotes', { indentStyle: 'tab' }, { quoteStyle: 'double' }],
    [
      'no semicolons',
      { indentStyle: 'space', indentWidth: 4 },
      { quoteStyle: 'single', semicolons: 'asNeeded' },
    ],
  ] as const)(
    "leave what the formatter makes of the user's text, with %s",
    (_name, formatter, javascript) => {
      const texts = fc.sample(shapes, { numRuns: 40, seed: 7 }).map((shape) => {
        const text = sourceOf(shape);
        const facts = factsOf(shape, text);
        return { text, facts, after: facts.reduce(put, { text, ours: [] }).text };
      });
      const files = texts.flatMap(({ text, after }, index): [string, string][] => [
        [`user-${index}.ts`, text],
        [`wired-${index}.ts`, after],
      ]);
      const formatted = formatFiles(new Map(files), { formatter, javascript: { formatter: javascript } });
      for (const [index, { facts }] of texts.entries()) {
        const wired = formatted.get(`wired-${index}.ts`) ?? '';
        expect(facts.reduce(cut, wired)).toBe(formatted.get(`user-${index}.ts`));
      }
    },
  );
});
