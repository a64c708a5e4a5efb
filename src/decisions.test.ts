import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from './packages/catalogue.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The packages that stand in the first column of a document's tables. */
const decidedIn = (path: string): string[] =>
  [...read(path).matchAll(/^\| ([^|]+) \|/gm)]
    .flatMap(([, cell = '']) => cell.split(','))
    .map((text) => text.trim().split(' ')[0] ?? '')
    .filter((name) => name !== 'package')
    .sort();

const withoutTypes = (names: readonly string[]): string[] =>
  names.filter((name) => !name.startsWith('@types/')).sort();

describe('docs/decisions', () => {
  it('says why of every package that the program is made of, and of no other', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const names = Object.keys({ ...dependencies, ...devDependencies });
    expect(decidedIn('docs/decisions/tool.md')).toEqual(withoutTypes(names));
  });

  it('says why of every package of the catalogue, and of no other', () => {
    expect(decidedIn('docs/decisions/generated.md')).toEqual(withoutTypes(Object.keys(catalogue)));
  });
});

describe('docs/checks.md', () => {
  it('names every script of the package', () => {
    const text = read('docs/checks.md');
    const unnamed = Object.keys(JSON.parse(read('package.json')).scripts).filter(
      (script) => !text.includes(`\`npm run ${script}\``) && !text.includes(`\`npm ${script}\``),
    );
    expect(unnamed).toEqual(['prepare']);
  });
});
