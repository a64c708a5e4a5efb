import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, FactHandler, PutResult } from '../facts/fact.js';
import { handlerOf } from '../facts/handlers.js';
import { canonicalFacts } from './facts.js';

const key = fc.stringMatching(/^[a-z][a-z-]{0,5}$/);
const word = fc.stringMatching(/^[A-Za-z0-9./: -]{0,12}$/).map((text) => text.trim());
const rank = fc.integer({ min: 0, max: 3 });

const kinds: {
  readonly [K in Exclude<Fact['kind'], 'call' | 'wrap' | 'lead' | 'envSchema'>]: fc.Arbitrary<Fact>;
} = {
  dependency: fc.record({
    kind: fc.constant('dependency' as const),
    file: fc.constant('package.json'),
    key,
    dev: fc.boolean(),
    range: word,
  }),
  script: fc.record({
    kind: fc.constant('script' as const),
    file: fc.constant('package.json'),
    key,
    command: word,
    rank,
  }),
  compilerOption: fc.record({
    kind: fc.constant('compilerOption' as const),
    file: fc.constant('package.json'),
    key,
    value: fc.oneof(word, fc.boolean(), fc.array(word, { maxLength: 3 })),
  }),
  env: fc.record({
    kind: fc.constant('env' as const),
    file: fc.constant('.env.example'),
    key: fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/),
    group: fc.constantFrom('Server', 'Queue', 'Cache'),
    groupRank: rank,
    rank,
    example: word,
    optional: fc.boolean(),
    comment: fc.constantFrom('What it is.', 'Another one.'),
  }),
  ignore: fc.record({
    kind: fc.constant('ignore' as const),
    file: fc.constant('.gitignore'),
    key: fc.oneof(
      key,
      key.map((name) => `/${name}/`),
    ),
    rank,
  }),
  service: fc.record({
    kind: fc.constant('service' as const),
    file: fc.constant('compose.yaml'),
    key,
    rank,
    body: fc.constantFrom('image: redis:7', 'image: postgres:18\nenvironment:\n  A: b\n\n  C: d'),
    volumes: fc.uniqueArray(fc.constantFrom('data', 'more', 'cache'), { maxLength: 2 }),
  }),
};

const texts = {
  json: [
    null,
    '{}\n',
    '{ }',
    '{\n  "name": "x"\n}\n',
    '{"name":"x"}',
    '{"name": "x", "version": "1"}\n',
    '{\r\n\t"name": "x",\r\n\t"type": "module"\r\n}\r\n',
    '{\n  // mine\n  "scripts": {\n    "a": "b"\n  },\n}\n',
    '{\n  "dependencies": {}\n}\n',
    '{\n  "scripts": {},\n  "devDependencies": { "zod": "1" }\n}\n',
    '{ broken',
  ],
  other: [null, '', 'mine\n', '# mine\nA=b\n', 'services:\n  mine:\n    image: x\n'],
};

/** What `put` gives for facts one after the other: the text, and all marks. */
function oneByOne(text: string | null, facts: readonly Fact[]): unknown {
  const marks = new Set<string>();
  let current = text;
  const before: Fact[] = [];
  for (const fact of facts) {
    const result = handler(fact).put(current, fact, before);
    if (result.outcome === 'blocked') return result;
    for (const mark of result.marks) marks.add(mark);
    current = result.text;
    if (result.state === 'ours') before.push(fact);
  }
  return { text: current, marks: [...marks].sort(), ours: before.length };
}

const handler = (fact: Fact): FactHandler<Fact> => handlerOf(fact.kind) as FactHandler<Fact>;

function together(result: PutResult, count: number): unknown {
  if (result.outcome === 'blocked') return result;
  return { text: result.text, marks: [...new Set(result.marks)].sort(), ours: count };
}

describe('facts that are put together', () => {
  it.each(Object.entries(kinds))('of kind %s give what they give one by one', (kind, fact) => {
    const isJson = ['dependency', 'script', 'compilerOption'].includes(kind);
    const facts = fc.uniqueArray(fact, { minLength: 1, maxLength: 8, selector: (one) => one.key });
    let compared = 0;
    fc.assert(
      fc.property(facts, fc.constantFrom(...(isJson ? texts.json : texts.other)), (some, text) => {
        const ordered = canonicalFacts(some);
        const [first] = ordered;
        const result = first === undefined ? null : handler(first).putAll?.(text, ordered);
        if (result === null || result === undefined) return;
        compared += 1;
        expect(together(result, ordered.length)).toEqual(oneByOne(text, ordered));
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  it.each(Object.entries(kinds))('of kind %s go again one by one, with their file', (_kind, fact) => {
    const facts = fc.uniqueArray(fact, { minLength: 1, maxLength: 8, selector: (one) => one.key });
    fc.assert(
      fc.property(facts, (some) => {
        const ordered = canonicalFacts(some);
        const [first] = ordered;
        const result = first === undefined ? null : handler(first).putAll?.(null, ordered);
        if (result?.outcome !== 'done') return;
        const marks = new Set(result.marks);
        let text: string | null = result.text;
        for (const one of [...ordered].reverse()) {
          const cut = handler(one).cut(text, one, marks);
          for (const mark of cut.unmark) marks.delete(mark);
          text = cut.text;
        }
        expect({ text, marks: [...marks] }).toEqual({ text: null, marks: [] });
      }),
      { numRuns: 100 },
    );
  });
});
