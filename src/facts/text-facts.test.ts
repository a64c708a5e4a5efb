import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  CompilerOptionFact,
  DependencyFact,
  EnvFact,
  Fact,
  FactHandler,
  IgnoreFact,
  ScriptFact,
  ServiceFact,
} from './fact.js';
import { handlerOf } from './handlers.js';

/** One file while facts come and go, as the reconciler keeps it: the text, what is ours, and the marks. */
interface State {
  readonly text: string | null;
  readonly ours: readonly Fact[];
  readonly marks: ReadonlySet<string>;
}

const start = (text: string | null): State => ({ text, ours: [], marks: new Set() });

function handler(fact: Fact): FactHandler<Fact> {
  if (fact.kind === 'call') throw new Error('A call needs a program.');
  return handlerOf(fact.kind) as unknown as FactHandler<Fact>;
}

function put(state: State, fact: Fact): State {
  const siblings = state.ours.filter((other) => other.kind === fact.kind);
  const result = handler(fact).put(state.text, fact, siblings);
  if (result.outcome === 'blocked') throw new Error(result.reason);
  const ours = result.state === 'ours' ? [...state.ours, fact] : state.ours;
  return { text: result.text, ours, marks: new Set([...state.marks, ...result.marks]) };
}

function cut(state: State, fact: Fact): State {
  if (!state.ours.includes(fact)) return state;
  const result = handler(fact).cut(state.text, fact, state.marks);
  const marks = new Set([...state.marks].filter((mark) => !result.unmark.includes(mark)));
  return { text: result.text, ours: state.ours.filter((other) => other !== fact), marks };
}

const dependency = (key: string, dev = false): DependencyFact => ({
  kind: 'dependency',
  file: 'package.json',
  key,
  dev,
  range: '1.2.3',
});
const script = (key: string, rank: number): ScriptFact => ({
  kind: 'script',
  file: 'package.json',
  key,
  command: `run "${key}"`,
  rank,
});
const variable = (
  key: string,
  group: string,
  groupRank: number,
  rank: number,
  optional: boolean,
): EnvFact => ({
  kind: 'env',
  file: '.env.example',
  key,
  group,
  groupRank,
  rank,
  example: `${key.toLowerCase()}-1`,
  optional,
  comment: `What ${key} says.`,
});
const ignored = (key: string, rank: number): IgnoreFact => ({
  kind: 'ignore',
  file: '.gitignore',
  key,
  rank,
});

const packageFacts: readonly Fact[] = [
  dependency('fastify'),
  dependency('bullmq'),
  dependency('zod'),
  dependency('@types/node', true),
  dependency('typescript', true),
  script('start', 20),
  script('dev', 10),
  script('worker', 30),
];
const envFacts: readonly Fact[] = [
  variable('PORT', 'Server', 0, 20, true),
  variable('HOST', 'Server', 0, 10, true),
  variable('REDIS_URL', 'Redis', 3, 10, false),
  variable('QUEUE_NAME', 'Queue', 4, 10, true),
  variable('QUEUE_SIZE', 'Queue', 4, 20, false),
];
const ignoreFacts: readonly Fact[] = [ignored('data/', 20), ignored('dist/', 10), ignored('coverage/', 30)];
const service = (key: string, rank: number, volumes: readonly string[] = []): ServiceFact => ({
  kind: 'service',
  file: 'compose.yaml',
  key,
  rank,
  body: [
    `image: ${key}:7`,
    'ports:',
    "  - '1:1'",
    ...(volumes.length > 0 ? ['volumes:', ...volumes.map((volume) => `  - ${volume}:/data`)] : []),
  ].join('\n'),
  volumes,
});
const serviceFacts: readonly Fact[] = [
  service('redis', 20, ['redis-data']),
  service('postgres', 10, ['postgres-data', 'shared']),
  service('mail', 30),
  service('other', 40, ['shared']),
];
const option = (key: string, value: CompilerOptionFact['value']): CompilerOptionFact => ({
  kind: 'compilerOption',
  file: 'tsconfig.json',
  key,
  value,
});
const optionFacts: readonly Fact[] = [
  option('noEmit', true),
  option('types', ['node', 'vitest']),
  option('target', 'es2023'),
];

const eol = fc.constantFrom('\n', '\r\n');
const bom = fc.constantFrom('', '\uFEFF');
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 6 });

const section = fc.uniqueArray(fc.constantFrom('abc', 'chalk', 'mocha', 'zod', 'zzz', '@a/b', 'lodash'), {
  maxLength: 4,
});

/** A package.json in any of the layouts that people leave behind. */
const packageJson = fc
  .record({
    order: fc.shuffledSubarray(['name', 'scripts', 'dependencies', 'devDependencies', 'license']),
    scripts: section,
    dependencies: section,
    devDependencies: section,
    sort: fc.boolean(),
    indent: fc.constantFrom('  ', '    ', '\t', ' ', ''),
    inlineSections: fc.boolean(),
    empty: fc.constantFrom('{}', '{ }', '{\n  }'),
    eol,
    bom,
    end: fc.constantFrom('', '\n', '\n\n'),
  })
  .map((shape) => {
    const entries = shape.order.map((key): string => {
      if (key === 'name' || key === 'license') return `"${key}": "mine"`;
      const all = shape[key as 'scripts' | 'dependencies' | 'devDependencies'];
      const names = shape.sort ? [...all].sort() : all;
      const items = names.map((name) => `"${name}": "^1.0.0"`);
      if (items.length === 0) return `"${key}": ${shape.empty}`;
      if (shape.inlineSections || shape.indent === '') return `"${key}": { ${items.join(', ')} }`;
      const inner = items.map((item) => `\n${shape.indent}${shape.indent}${item}`).join(',');
      return `"${key}": {${inner}\n${shape.indent}}`;
    });
    const oneLine = shape.indent === '' && shape.empty !== '{\n  }';
    const body =
      entries.length === 0
        ? shape.empty.replace('  }', '}')
        : oneLine
          ? `{${entries.join(', ')}}`
          : `{${entries.map((entry) => `\n${shape.indent}${entry}`).join(',')}\n}`;
    return shape.bom + (body + shape.end).replaceAll('\n', shape.eol);
  });

const lineFile = (lines: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({ lines: fc.array(fc.constantFrom(...lines, ''), { maxLength: 7 }), eol, bom, end: fc.boolean() })
    .map((shape) => shape.bom + shape.lines.join(shape.eol) + (shape.end ? shape.eol : ''));

const envFile = lineFile(['FOO=1', '# Server', 'PORT=1', '#HOST=x', '# a note', 'export REDIS_URL=x', '  ']);
const ignoreFile = lineFile(['node_modules', '/dist', '# build', '*.log', 'coverage/', '!keep']);

/** A compose.yaml from sections in any order, with comments, blank lines and other indentations. */
const composeFile = fc
  .record({
    sections: fc.shuffledSubarray(['services', 'volumes', 'networks', 'comment']),
    services: fc.shuffledSubarray(['web', 'mail', 'db']),
    volumes: fc.shuffledSubarray(['data', 'zoo']),
    indent: fc.constantFrom(2, 4),
    comments: fc.boolean(),
    gap: fc.boolean(),
    eol,
    bom,
    end: fc.constantFrom('', '\n', '\n\n', '\n# the end\n'),
  })
  .map((shape) => {
    const pad = ' '.repeat(shape.indent);
    const note = (text: string): string => (shape.comments ? `${pad}# ${text}\n` : '');
    const all: Record<string, string> = {
      services: `services:${shape.comments ? ' # all of them' : ''}${shape.services
        .map(
          (name) =>
            `\n${note(name)}${pad}${name}:\n${pad}${pad}image: ${name}\n${pad}${pad}command: |\n${pad}${pad}  # no\n\n${pad}${pad}  x`,
        )
        .join(shape.gap ? '\n' : '')}`,
      volumes: `volumes:${shape.volumes.map((name) => `\n${pad}${name}:`).join('')}`,
      networks: `networks:\n${pad}front: {}`,
      comment: '# a line of its own',
    };
    const body = shape.sections.map((name) => all[name] ?? '').join(shape.gap ? '\n\n' : '\n');
    return shape.bom + (body + shape.end).replaceAll('\n', shape.eol);
  });

/** A tsconfig.json with comments, trailing commas and short lists on one line. */
const tsconfig = fc
  .record({
    options: fc.shuffledSubarray(['allowJs', 'lib', 'module', 'strict', 'zoo']),
    sort: fc.boolean(),
    trailingComma: fc.boolean(),
    comments: fc.boolean(),
    inline: fc.boolean(),
    own: fc.constantFrom('missing', 'empty', 'comment', 'filled'),
    indent: fc.constantFrom('  ', '\t', '    '),
    eol,
    bom,
    end: fc.constantFrom('', '\n'),
  })
  .map((shape) => {
    const { indent } = shape;
    const names = shape.sort ? [...shape.options].sort() : shape.options;
    const items = names.map((name) => `"${name}": ${name === 'lib' ? '["a", "b"]' : 'true'}`);
    const lines = items.map((item, index) => {
      const comma = index < items.length - 1 || shape.trailingComma ? ',' : '';
      const above = shape.comments ? `\n${indent}${indent}// about the next` : '';
      return `${above}\n${indent}${indent}${item}${comma}${shape.comments ? ' // so /* it */ is,' : ''}`;
    });
    const filled = shape.inline ? `{ ${items.join(', ')} }` : `{${lines.join('')}\n${indent}}`;
    const value =
      shape.own === 'comment'
        ? `{\n${indent}${indent}// nothing yet\n${indent}}`
        : shape.own === 'empty'
          ? '{}'
          : filled;
    const options =
      shape.own === 'missing' ? [] : [`"compilerOptions": ${items.length === 0 ? '{}' : value}`];
    const entries = ['"extends": "./base.json"', ...options, '"include": ["src"]'];
    const note = shape.comments ? '// our settings\n' : '';
    const body = `${note}{${entries.map((entry) => `\n${indent}${entry}`).join(',')}${shape.trailingComma ? ',' : ''}\n}`;
    return shape.bom + (body + shape.end).replaceAll('\n', shape.eol);
  });

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
      { numRuns: 200 },
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
      { numRuns: 300 },
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
      { numRuns: 200 },
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
      { numRuns: 100 },
    );
  });
});
