import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { dialectOf, findSeam, type Seam } from '../frameworks/framework.js';
import { callAt, callHandler } from './call.js';
import { type CallFact, code, imported, type SeamAnchor } from './fact.js';

const platform = 'src/platform/index';
const seam: Readonly<Record<SeamAnchor, ReturnType<typeof code>>> = {
  install: code`${imported('installPlatform', platform)}($app)`,
  finish: code`${imported('finishPlatform', platform)}($app)`,
  start: code`await ${imported('startPlatform', platform)}()`,
  stop: code`await ${imported('stopPlatform', 'src/shutdown')}()`,
};

/** What an entry file can look like; every field is a habit that people have. */
interface Shape {
  readonly framework: 'express' | 'fastify';
  readonly naming: 'default' | 'alias' | 'namespace' | 'require';
  readonly wrapper: 'module' | 'factory' | 'arrow' | 'main';
  readonly app: string;
  readonly quote: string;
  readonly semicolon: string;
  readonly indent: string;
  readonly eol: string;
  readonly start: string;
  readonly end: string;
  readonly suffix: string;
  readonly comments: boolean;
  readonly spread: boolean;
  readonly blank: boolean;
  readonly parser: boolean;
  readonly errors: boolean;
  readonly signals: 'none' | 'inline' | 'named';
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  framework: fc.constantFrom('express', 'fastify'),
  naming: fc.constantFrom('default', 'alias', 'namespace', 'require'),
  wrapper: fc.constantFrom('module', 'factory', 'arrow', 'main'),
  app: fc.constantFrom('app', 'server', 'api'),
  quote: fc.constantFrom("'", '"'),
  semicolon: fc.constantFrom(';', ''),
  indent: fc.constantFrom('  ', '    ', '\t'),
  eol: fc.constantFrom('\n', '\r\n'),
  start: fc.constantFrom('', '\uFEFF', '#!/usr/bin/env node\n', '/** The entry. */\n'),
  end: fc.constantFrom('', '\n', '\n\n'),
  suffix: fc.constantFrom('.js', ''),
  comments: fc.boolean(),
  spread: fc.boolean(),
  blank: fc.boolean(),
  parser: fc.boolean(),
  errors: fc.boolean(),
  signals: fc.constantFrom('none', 'inline', 'named'),
});

function sourceOf(shape: Shape): string {
  const { app, quote: q, semicolon: s, indent: i } = shape;
  const note = (text: string): string => (shape.comments ? ` // ${text}, so it seems` : '');
  const local = shape.naming === 'alias' ? 'make' : shape.framework;
  const creation =
    shape.framework === 'express' || shape.naming !== 'namespace' ? `${local}()` : `${local}.fastify()`;
  const framework = {
    default: `import ${local} from ${q}${shape.framework}${q}${s}`,
    alias: `import ${local} from ${q}${shape.framework}${q}${s}`,
    namespace: `import * as ${local} from ${q}${shape.framework}${q}${s}`,
    require: `const ${local} = require(${q}${shape.framework}${q})${s}`,
  }[shape.naming];
  const routes = shape.spread
    ? [`import {`, `${i}routes,`, `${i}more,`, `} from ${q}./routes${shape.suffix}${q}${s}${note('both')}`]
    : [`import { routes } from ${q}./routes${shape.suffix}${q}${s}`];
  const express = [
    `const ${app} = ${creation}${s}${note('the app')}`,
    ...(shape.comments ? ['// parsers come first'] : []),
    ...(shape.parser ? [`${app}.use(${local}.json())${s}${note('bodies')}`] : []),
    ...(shape.blank ? [''] : []),
    ...(shape.comments ? ['/* the routes', '   of ours */'] : []),
    ...(shape.spread
      ? [
          `${app}.get(`,
          `${i}${q}/a${q},`,
          `${i}(req, res) => {`,
          `${i}${i}res.send(${q};${q})${s}`,
          `${i}},`,
          `)${s}`,
        ]
      : [`${app}.get(${q}/a${q}, (req, res) => { res.send(${q}a${q})${s} })${s}`]),
    `${app}.use(${q}/b${q}, routes)${s}${note('the last')}`,
    ...(shape.errors ? [`${app}.use((err, req, res, next) => { next(err)${s} })${s}`] : []),
  ];
  const fastify = [
    `const ${app} = ${creation}${s}${note('the app')}`,
    ...(shape.parser ? [`${app}.setValidatorCompiler(compile)${s}${note('bodies')}`] : []),
    ...(shape.blank ? [''] : []),
    ...(shape.comments ? ['// the routes'] : []),
    `${app}.get(${q}/a${q}, async () => ${q}a${q})${s}`,
    ...(shape.spread
      ? [`${app}.register(routes, {`, `${i}prefix: ${q}/b${q},`, `})${s}`]
      : [`${app}.register(routes)${s}`]),
    ...(shape.errors ? [`${app}.setErrorHandler((error) => { throw error${s} })${s}`] : []),
  ];
  const inner = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => (line === '' ? '' : i + line));
  const body = shape.framework === 'express' ? express : fastify;
  const listen = (name: string): string => `${name}.listen({ port: 3000 })${s}${note('at last')}`;
  const outer = {
    module: [...body, ...(shape.blank ? [''] : []), listen(app)],
    factory: [
      `export function createApp() {`,
      ...inner([...body, `return ${app}${s}`]),
      `}`,
      `const running = createApp()${s}`,
      listen('running'),
    ],
    arrow: [
      `const build = async () => {`,
      ...inner([...body, '', `return ${app}${s}`]),
      `}${s}`,
      `const running = await build()${s}`,
      listen('running'),
    ],
    main: [`async function main() {`, ...inner([...body, `await ${listen(app)}`]), `}`, `main()${s}`],
  }[shape.wrapper];
  const close = [`await closeAll()${s}`, `process.exit(0)${s}`];
  const signals = {
    none: [],
    inline: [`process.on(${q}SIGTERM${q}, async () => {`, ...inner(close), `})${s}`],
    named: [
      `async function shutDown() {`,
      ...inner(close),
      `}`,
      `process.once(${q}SIGINT${q}, shutDown)${s}`,
      `process.once(${q}SIGTERM${q}, shutDown)${s}`,
    ],
  }[shape.signals];
  const lines = [framework, ...routes, ...(shape.blank ? [''] : []), ...outer, ...signals];
  return (shape.start + lines.join('\n') + shape.end).replaceAll('\n', shape.eol);
}

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
      names.push(node.expression.getText().replace(/^\w+\./, '.'));
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
      { numRuns: 250 },
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
        expect(at('installPlatform')).toBeGreaterThan(Math.max(at('.json'), at('.setValidatorCompiler')));
        expect(at('installPlatform')).toBeLessThan(at('.get'));
        const last = shape.framework === 'express' ? calls.indexOf('.use', at('.get')) : at('.register');
        expect(at('finishPlatform')).toBeGreaterThan(last);
        if (shape.errors)
          expect(at('finishPlatform')).toBeLessThan(
            Math.max(calls.lastIndexOf('.use'), at('.setErrorHandler')),
          );
        expect(calls[at('startPlatform') + 1]).toBe('.listen');
        if (shape.signals !== 'none') expect(calls[at('stopPlatform') + 1]).toBe('.exit');
      }),
      { numRuns: 250 },
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
      { numRuns: 150 },
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
      { numRuns: 50 },
    );
  });
});
