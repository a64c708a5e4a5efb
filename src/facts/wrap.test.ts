import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { wordsOf } from '../edit/calls.js';
import { imported, type WrapFact } from './fact.js';
import { wrapHandler, wrapsIn } from './wrap.js';

const file = 'src/db.ts';
const fact: WrapFact = {
  kind: 'wrap',
  file,
  key: 'bustOnWrite',
  wrapper: imported('bustOnWrite', 'src/platform/writes'),
  maker: 'Client',
  around: 'value',
  suffix: '.js',
  style: { indent: '  ', lineWidth: 80, trailingCommas: 'all' },
};
const onDialect: WrapFact = { ...fact, around: { option: 'dialect' } };
const onClass: WrapFact = { ...fact, around: 'class' };

/** How clients are made: the words around what makes them, and that. */
const contexts = [
  (made: string) => `export const db = ${made};`,
  (made: string) => `export default ${made};`,
  (made: string) => `const db = globalThis.db ?? ${made};\nexport { db };`,
  (made: string) => `let db: Client;\nif (!globalThis.db) {\n\tglobalThis.db = ${made};\n}\nexport { db };`,
  (made: string) => `export class Database {\n\tprivate readonly db = ${made};\n}`,
  (made: string) => `export const connect = (url: string) => ${made};`,
  (made: string) => `export function connect() {\n\treturn {\n\t\tdb: ${made}, // the only one\n\t};\n}`,
  (made: string) => `export const db = (${made}).$extends({ name: 'mine' }) as Client;`,
];
const makings = [
  'new Client()',
  'new Client',
  "new Client({ log: ['query'] })",
  "new Client({\n\t\tlog: [\n\t\t\t'query',\n\t\t],\n\n\t\t// By its URL.\n\t\turl: env.URL!,\n})",
  'new Client({\n\tquery: `select\n\t\t1`,\n\tother: 1,\n})',
];
const wholes = fc
  .record({
    context: fc.constantFrom(...contexts),
    made: fc.constantFrom(...makings),
    indent: fc.constantFrom('\t', '  ', '    '),
    eol: fc.constantFrom('\n', '\r\n'),
    shebang: fc.boolean(),
  })
  .map(({ context, made, indent, eol, shebang }) => ({
    indent,
    text: [
      ...(shebang ? ['#!/usr/bin/env node'] : []),
      "import { Client } from 'client';",
      '',
      context(made),
      '',
    ]
      .join('\n')
      .replaceAll('\t', indent)
      .replaceAll('\n', eol),
  }));

function put(text: string, wanted: WrapFact = fact): string {
  const result = wrapHandler.put(text, wanted, []);
  if (result.outcome === 'blocked') throw new Error(result.reason);
  expect(result.state).toBe('ours');
  return result.text;
}

const cut = (text: string, wanted: WrapFact = fact, marks: readonly string[] = []): string =>
  wrapHandler.cut(text, wanted, new Set(marks)).text ?? '';

/** What stands between the parentheses of our call, by TypeScript's own parser; null where it isn't there once. */
function wrappedIn(text: string): string | null {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'bustOnWrite') {
      found.push(node.arguments.map((argument) => argument.getText()).join(', '));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const exact = (text: string): string => text;

const squeezed = (text: string | null): string => (text ?? '').replace(/\s+/g, '');

describe('a call around what makes a client', () => {
  it('holds the whole of it and nothing else, as another parser reads it', () => {
    fc.assert(
      fc.property(wholes, ({ text, indent }) => {
        const after = put(text, { ...fact, style: { ...fact.style, indent } });
        const { diagnostics } = ts.transpileModule(after, { reportDiagnostics: true });
        expect(diagnostics).toEqual([]);
        const made = makings.map(squeezed).sort((a, b) => b.length - a.length);
        expect(made.find((one) => squeezed(text).includes(one))).toBe(squeezed(wrappedIn(after)));
        expect(after).toMatch(/^import \{ bustOnWrite \} from '\.\/platform\/writes\.js';\r?$/m);
        expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
      }),
    );
  });

  it('is put once, found, and leaves every byte as it was when it goes', () => {
    fc.assert(
      fc.property(wholes, ({ text, indent }) => {
        const wanted = { ...fact, style: { ...fact.style, indent } };
        const after = put(text, wanted);
        expect(wrapHandler.find(text, wanted)).toBe('absent');
        expect(wrapHandler.find(after, wanted)).toBe('present');
        expect(wrapHandler.put(after, wanted, [])).toMatchObject({ state: 'found', text: after });
        expect(wrapsIn(after, wanted)).toBe(1);
        expect(cut(after, wanted)).toBe(text);
        expect(cut(text, wanted)).toBe(text);
      }),
    );
  });

  it.each([
    ['tabs and double quotes', exact, { indentStyle: 'tab', lineWidth: 120 }, { quoteStyle: 'double' }],
    ['no semicolons', exact, { indentStyle: 'space', lineWidth: 120 }, { semicolons: 'asNeeded' }],
    ['short lines', wordsOf, { indentStyle: 'space', lineWidth: 40 }, { trailingCommas: 'none' }],
  ] as const)(
    'goes after a formatter ran, which then has what it would have had, with %s',
    (_name, as, formatter, javascript) => {
      const texts = fc.sample(wholes, { numRuns: 40, seed: 7 }).map(({ text }) => text);
      const config = { formatter, javascript: { formatter: javascript } };
      const run = (of: readonly string[]): readonly string[] => {
        const formatted = formatFiles(new Map(of.map((text, index) => [`${index}.ts`, text])), config);
        return of.map((_text, index) => formatted.get(`${index}.ts`) ?? '');
      };
      const wrapped = run(texts.map((text) => put(text)));
      expect(run(wrapped.map((text) => cut(text))).map(as)).toEqual(run(texts).map(as));
    },
  );

  it('leaves the white space of template strings alone', () => {
    const text = 'export const db = new Client({\n  query: `a\n  b`,\n});\n';
    expect(put(text)).toContain('    query: `a\n  b`,\n  }),\n);');
  });

  it('is left where the user has put it around something else, and taken from there', () => {
    const text = put('export const db = new Client();\n').replace('new Client()', 'make(new Client())');
    expect(wrapHandler.find(text, fact)).toBe('present');
    expect(cut(text)).toBe('export const db = make(new Client());\n');
  });

  it('keeps an import that was there before', () => {
    const text = "import { bustOnWrite } from './platform/writes.js';\n\nexport const db = new Client();\n";
    const result = wrapHandler.put(text, fact, []);
    expect(result).toMatchObject({ outcome: 'done', marks: [`${file}#kept-import.bustOnWrite`] });
    expect(cut(result.outcome === 'done' ? result.text : '', fact, [`${file}#kept-import.bustOnWrite`])).toBe(
      text,
    );
  });

  it.each([
    ['is made twice', 'const a = new Client();\nconst b = new Client();\n', 'makes several things'],
    ['is made nowhere', 'export const db = null;\n', 'makes nothing'],
    [
      'has another thing of that name',
      'const bustOnWrite = 1;\nconst db = new Client();\n',
      'for something else',
    ],
    ['is not code', 'const db = = new Client();\n', 'syntax error'],
  ])('is refused where a file %s', (_name, text, reason) => {
    const result = wrapHandler.put(text, fact, []);
    expect(result).toMatchObject({ outcome: 'blocked', reason: expect.stringContaining(reason) });
  });

  it('says what to paste where it is refused', () => {
    expect(wrapHandler.put(null, fact, [])).toMatchObject({ outcome: 'blocked' });
    expect(wrapHandler.explain(fact)).toBe(
      "In src/db.ts, around what Client makes:\n  import { bustOnWrite } from './platform/writes.js';\n  bustOnWrite(new Client(…))",
    );
    expect(wrapHandler.explain(onClass)).toContain('class … extends bustOnWrite(Client)');
    expect(wrapHandler.explain(onDialect)).toContain('new Client({ dialect: bustOnWrite(…) })');
  });
});

describe('a call around an option', () => {
  it.each([
    ['new Client({ dialect: new Dialect(pool), log: [] })', 'bustOnWrite(new Dialect(pool))'],
    [
      'new Client({\n  log: [],\n  dialect: new Dialect({\n    pool,\n  }),\n})',
      'bustOnWrite(\n    new Dialect({',
    ],
    ['new Client({ log: [], dialect })', '{ log: [], dialect: bustOnWrite(dialect) }'],
    ['new Client({ dialect: dialect })', '{ dialect: bustOnWrite(dialect) }'],
  ])('of %s is put and taken back', (made, expected) => {
    const text = `export const db = ${made};\n`;
    const result = wrapHandler.put(text, onDialect, []);
    if (result.outcome === 'blocked') throw new Error(result.reason);
    expect(result.text).toContain(expected);
    expect(cut(result.text, onDialect, result.marks)).toBe(text);
    expect(wrapHandler.cut(result.text, onDialect, new Set(result.marks)).unmark).toEqual(result.marks);
  });

  it('is refused where the option is not written out', () => {
    expect(wrapHandler.put('export const db = new Client(options);\n', onDialect, [])).toMatchObject({
      outcome: 'blocked',
    });
    expect(wrapHandler.put('export const db = new Client({ ...options });\n', onDialect, [])).toMatchObject({
      outcome: 'blocked',
    });
  });
});

describe('a call around what a class extends', () => {
  it.each([
    'export class Service extends Client {}\n',
    "export class Service extends Client<Options, 'query'> implements OnInit {\n  x = 1;\n}\n",
    'export const Service = class extends Client { constructor() { super(); } };\n',
  ])('of %j is put and taken back', (text) => {
    const after = put(text, onClass);
    expect(after).toContain('extends bustOnWrite(Client)');
    expect(wrapHandler.find(after, onClass)).toBe('present');
    expect(wrapsIn(after, onClass)).toBe(1);
    expect(cut(after, onClass)).toBe(text);
  });
});
