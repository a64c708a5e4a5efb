import { describe, expect, it } from 'vitest';
import { readApp } from '../../fixtures/shapes/wired-app.js';
import { aliasIn, aliasOf } from './alias.js';
import { findHost } from './host.js';
import { Program } from './program.js';

const tsconfig = JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '@/*': ['src/*'] } } });

/** A project whose entry imports one module by each of these specifiers. */
function programOf(imports: readonly string[], others: Readonly<Record<string, string>> = {}): Program {
  const files: Record<string, string> = {
    'package.json': '{}',
    'tsconfig.json': tsconfig,
    'src/main.ts': imports.map((line) => `${line};\n`).join(''),
    'src/a.ts': '',
    'src/b.ts': '',
    'src/deep/c.ts': '',
    ...others,
  };
  return new Program({ read: (path) => files[path] ?? null }, ['src/main.ts']);
}

describe('an alias', () => {
  it('is the habit of a file that imports more by it than by relative paths', () => {
    const mostly = programOf(["import a from '@/a'", "import b from '@/b'", "import c from './deep/c'"]);
    expect(aliasIn(mostly, 'src/main.ts', 'src')).toEqual({ prefix: '@/', folder: 'src', suffix: '' });
    const seldom = programOf(["import a from '@/a'", "import b from './b'"]);
    expect(aliasIn(seldom, 'src/main.ts', 'src')).toBeNull();
  });

  it('ends as the others end', () => {
    const ended = programOf(["import a from '@/a.js'", "import b from '@/b.js'"]);
    expect(aliasIn(ended, 'src/main.ts', 'src')?.suffix).toBe('.js');
  });

  it('may be a path from the baseUrl', () => {
    const based = programOf(["import a from 'src/a'", "import b from 'src/b'"]);
    expect(aliasIn(based, 'src/main.ts', 'src')).toEqual({ prefix: '', folder: '.', suffix: '' });
  });

  it('is not one that only types are imported by: nobody knows whether it is resolved when the code runs', () => {
    const types = programOf(["import type { A } from '@/a'", "import type { B } from '@/b'"]);
    expect(aliasIn(types, 'src/main.ts', 'src')).toBeNull();
  });

  it('is not one that does not reach the folder', () => {
    const program = programOf(["import a from '@/a'"]);
    expect(aliasIn(program, 'src/main.ts', 'src')).not.toBeNull();
    expect(aliasIn(program, 'src/main.ts', 'server')).toBeNull();
  });

  it('is what new folders import the others by, where those do instead of leaving their own', () => {
    const main = ["import a from './a'", "import b from './b'", "import c from './deep/c'"];
    const short = programOf(main, { 'src/deep/c.ts': "import a from '@/a';\n" });
    expect(aliasOf(short, 'src/platform')?.prefix).toBe('@/');
    const relative = programOf(main, { 'src/deep/c.ts': "import a from '../a';\n" });
    expect(aliasOf(relative, 'src/platform')).toBeNull();
  });
});

it('is taken for what belongs to the whole project and for the file of the app', () => {
  const found = findHost(readApp('express-alias'), {});
  const alias = { prefix: '@/', folder: 'src', suffix: '' };
  expect(found).toMatchObject({
    status: 'found',
    host: { alias },
    seam: { anchors: { install: { anchor: { alias } } } },
  });
});
