import { diffArrays } from 'diff';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { type ArrayExpression, cutArrayItem, putArrayItem } from './arrays.js';
import { cutObjectEntry, type ObjectExpression, putObjectEntry } from './objects.js';
import { type Expression, expressionsIn, type Outline, statementsIn } from './outline.js';
import { readSource } from './source.js';

const file = 'src/config.ts';

interface Shape {
  readonly items: readonly string[];
  readonly lines: boolean;
  readonly trailingComma: boolean;
  readonly comments: boolean;
  readonly wrapper: 'variable' | 'argument' | 'function';
  readonly empty: string;
  readonly indent: string;
  readonly quote: string;
  readonly semicolon: string;
  readonly eol: string;
  readonly start: string;
  readonly at: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  items: fc.shuffledSubarray(['alpha', 'beta', 'gamma', 'delta']),
  lines: fc.boolean(),
  trailingComma: fc.boolean(),
  comments: fc.boolean(),
  wrapper: fc.constantFrom('variable', 'argument', 'function'),
  empty: fc.constantFrom('', ' ', '\n'),
  indent: fc.constantFrom('  ', '    ', '\t'),
  quote: fc.constantFrom("'", '"'),
  semicolon: fc.constantFrom(';', ''),
  eol: fc.constantFrom('\n', '\r\n'),
  start: fc.constantFrom('', '\uFEFF', '#!/usr/bin/env node\n'),
  at: fc.nat({ max: 4 }),
});

/** A source with one list between the given brackets. */
function sourceOf(
  shape: Shape,
  [open, close]: readonly [string, string],
  entry: (name: string) => string,
): string {
  const { indent, quote, semicolon } = shape;
  const depth = shape.wrapper === 'variable' ? '' : indent;
  const entries = shape.items.map((name, index) => {
    const last = index === shape.items.length - 1;
    const comma = last && !(shape.trailingComma && shape.lines) ? '' : ',';
    const note = shape.comments && shape.lines ? ` // ${name}, which is needed` : '';
    return shape.lines ? `\n${depth}${indent}${entry(name)}${comma}${note}` : `${entry(name)}${comma}`;
  });
  const pad = open === '{' ? ' ' : '';
  const inner =
    entries.length === 0
      ? shape.empty
      : shape.lines
        ? `${entries.join('')}\n${depth}`
        : pad + entries.join(' ') + pad;
  const list = open + inner + close;
  const body = {
    variable: `const list = ${list}${semicolon}`,
    argument: `setUp(\n${indent}${list},\n${indent}${quote}x${quote},\n)${semicolon}`,
    function: `function list() {\n${indent}return ${list}${semicolon}\n}`,
  }[shape.wrapper];
  return `${shape.start}${body}\n`.replaceAll('\n', shape.eol);
}

function firstOf<K extends Expression['kind']>(
  outline: Outline,
  kind: K,
): Extract<Expression, { readonly kind: K }> {
  for (const statement of statementsIn(outline.module)) {
    for (const expression of statement.expressions.flatMap((part) => [...expressionsIn(part)])) {
      if (expression.kind === kind) return expression as Extract<Expression, { readonly kind: K }>;
    }
  }
  throw new Error(`There is no ${kind}.`);
}

const arrayIn = (text: string): [Outline, ArrayExpression] => {
  const outline = readSource(file, text);
  return [outline, firstOf(outline, 'array')];
};
const objectIn = (text: string): [Outline, ObjectExpression] => {
  const outline = readSource(file, text);
  return [outline, firstOf(outline, 'object')];
};

/** The texts of the items of the only list, by TypeScript's own parser. */
function itemsOf(text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node)) found.push(...node.elements.map((item) => item.getText()));
    else if (ts.isObjectLiteralExpression(node)) found.push(...node.properties.map((item) => item.getText()));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const lists = [
  {
    name: 'an array',
    brackets: ['[', ']'],
    entry: (name: string) => `${name}(1)`,
    put: (text: string, index: number) => putArrayItem(...arrayIn(text), index, 'added(1)'),
    cut: (text: string, inner: string) => cutArrayItem(...arrayIn(text), 'added(1)', inner),
  },
  {
    name: 'an object',
    brackets: ['{', '}'],
    entry: (name: string) => `${name}: 1`,
    put: (text: string, index: number) => putObjectEntry(...objectIn(text), index, 'added', '1'),
    cut: (text: string, inner: string) => cutObjectEntry(...objectIn(text), 'added', inner),
  },
] as const;

describe.each(lists)('an item of $name', ({ brackets, entry, put, cut }) => {
  const added = (shape: Shape): { text: string; after: string; inner: string; index: number } => {
    const text = sourceOf(shape, brackets, entry);
    const index = Math.min(shape.at, shape.items.length);
    const result = put(text, index);
    if ('problem' in result) throw new Error(result.problem);
    return { text, after: result.text, inner: result.inner ?? '', index };
  };

  it('is added as one line, or within one, and read back by another parser', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { text, after, index } = added(shape);
        const expected = shape.items.map(entry);
        expected.splice(index, 0, entry('added'));
        expect(itemsOf(after)).toEqual(expected);
        const lost = diffArrays(text.split('\n'), after.split('\n')).filter(({ removed }) => removed);
        const gap = shape.items.length === 0 && shape.empty === '\n' ? 2 : 1;
        expect(lost.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(gap);
        if (shape.lines && index < shape.items.length) expect(lost).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves the text to the byte when it is cut', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { text, after, inner } = added(shape);
        expect(cut(after, inner)).toBe(text);
        expect(cut(text, inner)).toBe(text);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves what the formatter makes of the text when it is cut after one', () => {
    const samples = fc.sample(shapes, { numRuns: 40, seed: 11 }).map(added);
    const config = { formatter: { indentStyle: 'space' } };
    const once = formatFiles(
      new Map(
        samples.flatMap(
          ({ text, after }, index) =>
            [
              [`a${index}.ts`, text],
              [`b${index}.ts`, after],
            ] as const,
        ),
      ),
      config,
    );
    const again = formatFiles(
      new Map(samples.map((_, index) => [`b${index}.ts`, cut(once.get(`b${index}.ts`) ?? '', '')])),
      config,
    );
    for (const index of samples.keys()) expect(again.get(`b${index}.ts`)).toBe(once.get(`a${index}.ts`));
  });
});

it('refuses an object whose keys are not all known', () => {
  const [outline, object] = objectIn('const list = { ...rest, a: 1 };');
  expect(putObjectEntry(outline, object, 2, 'added', '1')).toEqual({
    problem: 'a spread or a computed key could override added',
  });
  const [other, computed] = objectIn('const list = { [name]: 1 };');
  expect(putObjectEntry(other, computed, 1, 'added', '1')).toHaveProperty('problem');
});
