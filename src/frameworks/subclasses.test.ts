import { expect, it } from 'vitest';
import { dialectOf, findSeam } from './framework.js';

const files = (body: string): Readonly<Record<string, string>> => ({
  'package.json': '{ "type": "module", "main": "dist/main.js" }',
  'src/api.ts': `import Koa from 'koa';\n\nexport class Api extends Koa {\n${body}\n}\n`,
  'src/main.ts':
    "import { Api } from './api.js';\n\nconst api = new Api();\napi.use(routes);\napi.listen(3000);\n",
});

const seamIn = (body: string): unknown => {
  const texts = files(body);
  return findSeam({ read: (path) => texts[path] ?? null }, dialectOf('koa'));
};

it("makes the app, when it is a class of the project that extends the framework's", () => {
  expect(seamIn('  readonly startedAt = Date.now();')).toMatchObject({
    status: 'found',
    seam: { file: 'src/main.ts', line: 3 },
  });
});

it('is no place for calls when it adds middleware to itself: they would come too late', () => {
  expect(seamIn('  constructor() {\n    super();\n    this.use(logger()).use(routes);\n  }')).toMatchObject({
    status: 'none',
  });
});
