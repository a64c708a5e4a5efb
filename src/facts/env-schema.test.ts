import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFiles } from '../../fixtures/shapes/formatted.js';
import { readSource } from '../edit/source.js';
import { envSchemaHandler, schemasIn } from './env-schema.js';
import type { EnvSchemaFact } from './fact.js';

const file = 'src/env.ts';

const shapes = {
  zod: `import { z } from 'zod';

const schema = z
  .object({
    // The port.
    PORT: z.coerce.number().default(3000),
    DATABASE_URL: z.string(), // with its password
  })
  .superRefine(check);

export const env = schema.parse(process.env);
`,
  joi: `import * as Joi from "@hapi/joi"

export const schema = Joi.object()
    .keys({
        PORT: Joi.number(),
        NODE_ENV: Joi.string().required()
    })
    .unknown()
`,
  envalid: `import { cleanEnv, port, str } from 'envalid';\r
\r
export const check = () => {\r
\tcleanEnv(process.env, {\r
\t\tNODE_ENV: str(),\r
\t\tPORT: port()\r
\t});\r
};\r
`,
} as const;

const factFor = (library: EnvSchemaFact['library'], key: string): EnvSchemaFact => ({
  kind: 'envSchema',
  file,
  key,
  library,
});

interface State {
  readonly text: string;
  readonly ours: readonly EnvSchemaFact[];
}

function put({ text, ours }: State, fact: EnvSchemaFact): State {
  const result = envSchemaHandler.put(text, fact, ours);
  if (result.outcome === 'blocked') throw new Error(result.reason);
  expect(result).toMatchObject({ state: 'ours', marks: [] });
  return { text: result.text, ours: [...ours, fact] };
}

const cut = (text: string, fact: EnvSchemaFact): string =>
  envSchemaHandler.cut(text, fact, new Set()).text ?? '';

const keys = ['CACHE_URL', 'QUEUE_URL', 'ADMINS', 'REDIS_URL'];

describe.each(Object.entries(shapes))('a schema of an environment by %s', (library, text) => {
  const facts = keys.map((key) => factFor(library as EnvSchemaFact['library'], key));

  it('gets variables that may be left out, in the same order whatever the order in which they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(facts), (some) => {
        const there = some.reduce(put, { text, ours: [] });
        const sorted = [...some].sort((a, b) => (a.key < b.key ? -1 : 1)).reduce(put, { text, ours: [] });
        expect(there.text).toBe(sorted.text);
        for (const fact of some) expect(envSchemaHandler.find(there.text, fact)).toBe('present');
        expect(some.reduce(cut, there.text)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('is as a formatter leaves it when they are cut after one', () => {
    const format = (one: string): string => formatFiles(new Map([['a.ts', one]]), {}).get('a.ts') ?? '';
    const added = format(facts.reduce(put, { text, ours: [] }).text);
    expect(format(facts.reduce(cut, added))).toBe(format(text));
  });

  it('keeps an entry that was there, or that somebody wrote anew', () => {
    const [fact] = facts;
    if (fact === undefined) throw new Error('There is no fact.');
    const own = text.replace('PORT:', 'CACHE_URL: required,\n    PORT:');
    expect(envSchemaHandler.find(own, fact)).toBe('different');
    expect(envSchemaHandler.put(own, fact, [])).toMatchObject({ state: 'found', text: own });
    expect(cut(own, fact)).toBe(own);
  });
});

it('gets a variable within its one line', () => {
  const text = "import { z } from 'zod';\nconst env = z.object({ PORT: z.string() });\n";
  const fact = factFor('zod', 'CACHE_URL');
  const { text: added } = put({ text, ours: [] }, fact);
  expect(added).toContain('z.object({ PORT: z.string(), CACHE_URL: z.string().optional() })');
  expect(cut(added, fact)).toBe(text);
});

it('says the very line that it would put', () => {
  for (const [library, text] of Object.entries(shapes)) {
    const fact = factFor(library as EnvSchemaFact['library'], 'CACHE_URL');
    const line = envSchemaHandler.explain(fact).split('\n').at(-1)?.trim().replace(/,$/, '') ?? '';
    expect(put({ text, ours: [] }, fact).text.replaceAll('"', "'")).toContain(line);
  }
});

it.each([
  [
    'speaks of anything but an environment',
    "import { z } from 'zod';\nexport const user = z.object({ name: z.string(), AGE: z.number() });\n",
  ],
  [
    'has a spread in it',
    "import { z } from 'zod';\nexport const env = z.object({ ...base, PORT: z.string() });\n",
  ],
  [
    'is made by something else of that name',
    "import { z } from './z';\nexport const env = z.object({ PORT: z.string() });\n",
  ],
  [
    'can not name what an entry would need',
    "import { cleanEnv, port } from 'envalid';\ncleanEnv(process.env, { PORT: port() });\n",
  ],
])('is no schema where it %s', (_why, text) => {
  expect(schemasIn(readSource(file, text))).toEqual([]);
});

it('is refused where the schema is gone or is one of two', () => {
  const fact = factFor('zod', 'CACHE_URL');
  expect(envSchemaHandler.put('export {};\n', fact, [])).toMatchObject({ outcome: 'blocked' });
  expect(envSchemaHandler.put(null, fact, [])).toMatchObject({ outcome: 'blocked' });
  const twice = `${shapes.zod}export const more = z.object({ HOST: z.string() });\n`;
  expect(envSchemaHandler.put(twice, fact, [])).toMatchObject({ outcome: 'blocked' });
});
