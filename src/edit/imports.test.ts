import { describe, expect, it } from 'vitest';
import { cutImport, type ImportRequest, putImport } from './imports.js';
import { readSource } from './source.js';

const file = 'src/app.ts';
const relative: ImportRequest = { name: 'installPlatform', from: 'src/platform/index', typeOnly: false };
const aliased: ImportRequest = { ...relative, alias: { prefix: '@/', folder: 'src', suffix: '' } };

const textOf = (specifiers: readonly string[]): string =>
  specifiers
    .map((specifier, index) => (specifier === '' ? '' : `import i${index} from '${specifier}';`))
    .join('\n');

/** The specifiers after it was put, an empty line as an empty one. */
function placed(specifiers: readonly string[], request: ImportRequest): readonly string[] {
  const text = `${textOf(specifiers)}\n`;
  const put = putImport(readSource(file, text), request, [], '') ?? '';
  expect(cutImport(readSource(file, put), request)).toBe(text);
  return put
    .trimEnd()
    .split('\n')
    .map((line) => /'(.*)'/.exec(line)?.[1] ?? '');
}

describe('an import', () => {
  it.each([
    [aliased, ['koa', '', '@/config', '@/routes'], ['koa', '', '@/config', '@/platform', '@/routes']],
    [aliased, ['@/config', '@/orders', '', './x'], ['@/config', '@/orders', '@/platform', '', './x']],
    [aliased, ['@/config', '@/routes', 'koa'], ['@/config', '@/platform', '@/routes', 'koa']],
    [relative, ['koa', './limits', './routes'], ['koa', './limits', './platform', './routes']],
  ])('is put where it belongs among sorted ones: %j', (request, before, expected) => {
    expect(placed(before, request)).toEqual(expected);
  });

  it.each([
    [aliased, ['@/routes', '@/config', 'koa']],
    [aliased, ['@/routes', 'koa']],
    [relative, ['./routes', './limits']],
  ])('is put behind the last one where nothing is sorted: %j', (request, before) => {
    expect(placed(before, request)).toEqual([...before, request === aliased ? '@/platform' : './platform']);
  });
});
