import { describe, expect, it } from 'vitest';
import type {
  CompilerOptionFact,
  DependencyFact,
  EnvFact,
  IgnoreFact,
  ScriptFact,
  ServiceFact,
} from './fact.js';
import { handlerOf, loadSourceHandlers } from './handlers.js';

const none: ReadonlySet<string> = new Set();
const dependency: DependencyFact = {
  kind: 'dependency',
  file: 'package.json',
  key: 'zod',
  dev: false,
  range: '4.6.7',
};
const script: ScriptFact = {
  kind: 'script',
  file: 'package.json',
  key: 'dev',
  command: 'tsx src/main.ts',
  rank: 1,
};
const variable: EnvFact = {
  kind: 'env',
  file: '.env.example',
  key: 'PORT',
  group: 'Server',
  groupRank: 0,
  rank: 1,
  example: '3000',
  optional: true,
  comment: 'The port to listen on.',
};
const ignored: IgnoreFact = { kind: 'ignore', file: '.gitignore', key: 'dist', rank: 1 };
const service: ServiceFact = {
  kind: 'service',
  file: 'compose.yaml',
  key: 'redis',
  rank: 1,
  body: 'image: redis:7\nvolumes:\n  - redis-data:/data',
  volumes: ['redis-data'],
};
const option: CompilerOptionFact = {
  kind: 'compilerOption',
  file: 'tsconfig.json',
  key: 'strict',
  value: true,
};

describe('what was there before', () => {
  it('is a dependency in any section, at any range', () => {
    const text = '{ "devDependencies": { "zod": "^3.0.0" } }';
    expect(handlerOf('dependency').find(text, dependency)).toBe('present');
    expect(handlerOf('dependency').put(text, dependency, [])).toEqual({
      outcome: 'done',
      text,
      state: 'found',
      marks: [],
    });
  });

  it('is a script with another command, which is said to be different', () => {
    const text = '{ "scripts": { "dev": "nodemon" } }';
    expect(handlerOf('script').find(text, script)).toBe('different');
    expect(handlerOf('script').put(text, script, [])).toMatchObject({ state: 'found', text });
  });

  it.each(['PORT=8080\n', '# PORT=\n', '#PORT = 1\n', 'export PORT=1\n'])(
    'is a variable written as %j',
    (text) => {
      expect(handlerOf('env').put(text, variable, [])).toMatchObject({ state: 'found', text });
    },
  );

  it('is not a variable whose name only begins or ends alike', () => {
    expect(handlerOf('env').find('PORT_B=1\nMY_PORT=2\n# see PORT in the docs\n', variable)).toBe('absent');
  });

  it.each(['dist\n', '/dist\n', 'dist/\n', '  /dist/\r\n'])('is a line that ignores the same: %j', (text) => {
    expect(handlerOf('ignore').put(text, ignored, [])).toMatchObject({ state: 'found', text });
  });

  it('is a service of that name, whatever it runs', () => {
    const text = 'services:\n  redis:\n    image: valkey\n';
    expect(handlerOf('service').find(text, service)).toBe('different');
    expect(handlerOf('service').put(text, service, [])).toMatchObject({ state: 'found', text });
  });
});

describe('what the user changed after us', () => {
  it('is theirs: a rewritten script stays when ours is cut', () => {
    const text = '{ "scripts": { "dev": "mine" } }';
    expect(handlerOf('script').cut(text, script, none)).toEqual({ text, unmark: [] });
  });

  it('is theirs: a rewritten service stays with its volume', () => {
    const text = 'services:\n  redis:\n    image: valkey\nvolumes:\n  redis-data:\n';
    expect(handlerOf('service').cut(text, service, none)).toEqual({ text, unmark: [] });
  });

  it('is theirs: a container that we made stays while something of theirs is in it', () => {
    const text = '{\n  "dependencies": {\n    "mine": "1",\n    "zod": "4.6.7"\n  }\n}\n';
    const cut = handlerOf('dependency').cut(
      text,
      dependency,
      new Set(['package.json', 'package.json#dependencies']),
    );
    expect(cut).toEqual({ text: '{\n  "dependencies": {\n    "mine": "1"\n  }\n}\n', unmark: [] });
  });

  it('does not hide a dependency whose range they raised', () => {
    const text = '{\n  "dependencies": {\n    "a": "1",\n    "zod": "^5.0.0"\n  }\n}\n';
    const cut = handlerOf('dependency').cut(text, dependency, none);
    expect(cut.text).toBe('{\n  "dependencies": {\n    "a": "1"\n  }\n}\n');
  });
});

describe('what is refused', () => {
  it.each([
    ['{ "scripts": }', "package.json can't be edited: line 1 is not valid JSON."],
    ['[]', "package.json can't be edited: it holds no JSON object."],
    ['{\n  "scripts": []\n}', 'package.json can\'t be edited: "scripts" is not an object.'],
  ])('is a package.json such as %j', (text, reason) => {
    expect(handlerOf('script').put(text, script, [])).toEqual({ outcome: 'blocked', reason });
  });

  it.each([
    [
      'services: { web: { image: x } }\n',
      "compose.yaml can't be edited: services is not written as a block, one entry a line.",
    ],
    ['services:\n  web: [\n', "compose.yaml can't be edited: line 3 is not valid YAML."],
    ['- a\n', "compose.yaml can't be edited: it holds no map."],
  ])('is a compose.yaml such as %j', (text, reason) => {
    expect(handlerOf('service').put(text, service, [])).toEqual({ outcome: 'blocked', reason });
  });

  it('is a compiler option that the user has chosen otherwise', () => {
    const text = '{ "compilerOptions": { "strict": false } }';
    const reason = 'tsconfig.json sets strict to false; it must be true.';
    expect(handlerOf('compilerOption').put(text, option, [])).toEqual({ outcome: 'blocked', reason });
  });
});

describe('what is to be pasted', () => {
  it('is said by each kind with the place', () => {
    expect(handlerOf('dependency').explain(dependency)).toBe(
      'In package.json, under "dependencies":\n  "zod": "4.6.7"',
    );
    expect(handlerOf('script').explain(script)).toBe(
      'In package.json, under "scripts":\n  "dev": "tsx src/main.ts"',
    );
    expect(handlerOf('env').explain(variable)).toBe(
      'In .env.example, under "# Server":\n  # The port to listen on.\n  # PORT=3000',
    );
    expect(handlerOf('ignore').explain(ignored)).toBe('In .gitignore:\n  dist');
    expect(handlerOf('service').explain(service)).toBe(
      'In compose.yaml, under services:\n  redis:\n    image: redis:7\n    volumes:\n      - redis-data:/data\nand under volumes:\n  redis-data:',
    );
    expect(handlerOf('compilerOption').explain(option)).toBe(
      'In tsconfig.json, under "compilerOptions":\n  "strict": true',
    );
  });
});

describe('a fresh .env.example', () => {
  it('has one paragraph a group, parted by one blank line', () => {
    const facts: readonly EnvFact[] = [
      variable,
      {
        ...variable,
        key: 'REDIS_URL',
        group: 'Redis',
        groupRank: 3,
        optional: false,
        example: 'redis://x',
        comment: 'Where Redis is.',
      },
      { ...variable, key: 'HOST', rank: 0, example: '0.0.0.0', comment: 'The address.' },
    ];
    let text: string | null = null;
    for (const [index, fact] of facts.entries()) {
      const put = handlerOf('env').put(text, fact, facts.slice(0, index));
      if (put.outcome === 'done') text = put.text;
    }
    expect(text).toBe(
      '# Server\n# The address.\n# HOST=0.0.0.0\n# The port to listen on.\n# PORT=3000\n\n# Redis\n# Where Redis is.\nREDIS_URL=redis://x\n',
    );
  });
});

it('loads the parser of calls only when it is asked for', async () => {
  expect(() => handlerOf('call')).toThrow(
    'loadSourceHandlers() comes before the first fact about a source file.',
  );
  await loadSourceHandlers();
  expect(handlerOf('call')).toHaveProperty('put');
});
