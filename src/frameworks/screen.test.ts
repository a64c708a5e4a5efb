import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entry, express, readerOf } from '../../fixtures/shapes/project-files.js';
import { readApp } from '../../fixtures/shapes/wired-app.js';
import { findHost } from './host.js';
import { screenHost } from './screen.js';
import { Sources } from './sources.js';

describe('a project that modules cannot be added to', () => {
  it.each([
    ['express-javascript', 'javascript', 'plain JavaScript', true],
    ['refused-hapi', 'unsupported', 'Hapi', true],
    ['refused-trpc', 'unsupported', 'tRPC', true],
    ['refused-old-framework', 'old-framework', 'Fastify 3', true],
    ['refused-old-nest', 'old-framework', 'NestJS 9', false],
    ['refused-old-typescript', 'old-typescript', '4.1', true],
    ['refused-old-node-types', 'old-node-types', 'types of Node 12', true],
    ['refused-routing-controllers', 'unsupported', 'routing-controllers', false],
    ['refused-no-app', 'no-app', 'no app of Express is made in src/index.ts', false],
  ])('says so: %s', (name, reason, word, early) => {
    const found = findHost(readApp(name), {});
    expect(found).toMatchObject({ status: 'none', reason });
    if (found.status !== 'none') return;
    expect(found.why).toContain(word);
    expect(found.next).not.toBe('');
    expect(screenHost(readApp(name)) !== null).toBe(early);
  });

  it('has no package.json', () => {
    expect(findHost(readerOf({ 'index.ts': '' }), {})).toMatchObject({ reason: 'no-package' });
  });

  it('makes an app that has no name', () => {
    const files = {
      'package.json': express(),
      'src/index.ts': "import express from 'express';\n\nexpress().listen(3000);\n",
    };
    expect(findHost(readerOf(files), {})).toMatchObject({ status: 'none' });
  });
});

it('parses nothing to decide what package.json decides', () => {
  const closure = new Set<string>();
  const visit = (file: string): void => {
    if (closure.has(file)) return;
    closure.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, from = ''] of text.matchAll(/^import (?!type )[^;]*? from '(\.[^']+)'/gm)) {
      const target = posix.join(posix.dirname(file), from.replace(/\.js$/, '.ts'));
      if (existsSync(target)) visit(target);
    }
  };
  visit('src/frameworks/screen.ts');
  expect(closure.size).toBeGreaterThan(5);
  for (const file of closure) expect(readFileSync(file, 'utf8')).not.toMatch(/from 'ts-morph'/);
});

it('reads what the entry leads to, and nothing else', () => {
  const others = Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [`src/other/file-${index}.ts`, 'export const x = 1;\n']),
  );
  const sources = new Sources(readerOf({ 'package.json': express(), 'src/index.ts': entry, ...others }));
  expect(findHost(sources, {})).toMatchObject({ status: 'found' });
  expect(sources.filesRead).toBeLessThan(5);
});
