import fc from 'fast-check';

/** What an entry file can look like; every field is a habit that people have. */
export interface Shape {
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

export const shapes: fc.Arbitrary<Shape> = fc.record({
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

/** The entry file of a shape: parsers, routes, error handler, listen and signals, in that order. */
export function sourceOf(shape: Shape): string {
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
