import { describe, expect, it } from 'vitest';
import { findEntries } from './entry.js';
import { Sources } from './sources.js';
import { readTsConfig } from './tsconfig.js';

/** A package of a workspace, which also checks sources above it and shares a part of its own. */
function packageWith(manifest: Readonly<Record<string, unknown>>) {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      scripts: {
        dev: 'tsx src/server.ts',
        build: 'tsc -p ../../tools/tsconfig.json && tsc -p tsconfig.build.json',
      },
      ...manifest,
    }),
    '../../tools/tsconfig.json': '{ "compilerOptions": { "paths": { "#api/*": ["../apps/api/src/*"] } } }',
    'tsconfig.build.json': '{ "extends": "./tsconfig.json" }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "#api/*": ["./src/*"] } } }',
    'src/server.ts': '',
    'src/public.ts': '',
    'src/schema/index.ts': '',
  };
  return { read: (path: string) => files[path] ?? null };
}

describe('the entry of a package', () => {
  it('is not what it shares below its name', () => {
    const reader = packageWith({ exports: { './schema': './src/schema/index.ts' } });
    expect(findEntries(reader)).toEqual(['src/server.ts']);
  });

  it.each([
    ['./src/public.ts'],
    [{ '.': './src/public.ts', './schema': './src/schema/index.ts' }],
    [{ '.': { import: { types: './src/public.d.ts', default: './src/public.ts' } } }],
    [{ import: './src/public.ts' }],
  ])('is what it shares by its name: %j', (exports) => {
    expect(findEntries(packageWith({ exports }))).toEqual(['src/public.ts', 'src/server.ts']);
  });
});

it('is compiled with a configuration of its own, whatever else its scripts check', () => {
  const { file, paths } = readTsConfig(Sources.of(packageWith({})));
  expect(file).toBe('tsconfig.build.json');
  expect(paths).toEqual([{ pattern: '#api/*', targets: ['src/*'] }]);
});
