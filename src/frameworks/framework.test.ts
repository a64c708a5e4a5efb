import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { readApp, wireApp } from '../../fixtures/shapes/wired-app.js';
import { readSource } from '../edit/source.js';
import { callHandler } from '../facts/call.js';
import { dialectOf, findSeam, recognise } from './framework.js';

const apps = [
  { name: 'express-module', framework: 'express' },
  { name: 'express-factory', framework: 'express' },
  { name: 'express-exported', framework: 'express' },
  { name: 'express-commonjs', framework: 'express' },
  { name: 'express-class', framework: 'express' },
  { name: 'fastify-module', framework: 'fastify' },
  { name: 'fastify-factory', framework: 'fastify' },
  { name: 'fastify-init', framework: 'fastify' },
];

describe.each(apps)('the app of fixtures/apps/$name', ({ name, framework }) => {
  const reader = readApp(name);

  it('is recognised by its package.json', () => {
    expect(recognise(reader).map(({ id }) => id)).toEqual([framework]);
  });

  it('gets its calls as added lines', async () => {
    const { files, refused } = wireApp(reader, framework);
    const diffs = [...files].map(([path, text]) => {
      const before = reader.read(path) ?? '';
      expect(readSource(path, text).problems).toEqual([]);
      return createTwoFilesPatch(path, path, before, text, '', '', { context: 1 }).replaceAll('\r', '<CR>');
    });
    const reasons = Object.entries(refused).map(([anchor, why]) => `${anchor}: ${why}\n`);
    await expect([...diffs, ...reasons].join('')).toMatchFileSnapshot(
      `../../fixtures/apps/${name}/wired.diff`,
    );
  });

  it('is what it was before, to the byte, when they are cut', () => {
    const { files, facts } = wireApp(reader, framework);
    for (const [path, text] of files) {
      const ours = facts.filter(({ file }) => file === path);
      const cut = ours.reduce((left, fact) => callHandler.cut(left, fact, new Set()).text ?? '', text);
      expect(cut).toBe(reader.read(path));
    }
  });
});

describe('an app that is not found', () => {
  it('is said to be several, with the line of each, until one is chosen', () => {
    const reader = readApp('express-two-apps');
    expect(findSeam(reader, dialectOf('express'))).toEqual({
      status: 'several',
      places: [
        { file: 'src/main.ts', line: 3, code: 'const app = express();' },
        { file: 'src/main.ts', line: 4, code: 'const admin = express();' },
      ],
    });
    const chosen = findSeam(reader, dialectOf('express'), 'src/main.ts:4');
    expect(chosen).toMatchObject({ status: 'found', seam: { anchors: { start: { anchor: { line: 10 } } } } });
  });

  it('is refused when it is written in JavaScript', () => {
    expect(findSeam(readApp('express-javascript'), dialectOf('express'))).toEqual({
      status: 'none',
      why: 'no TypeScript entry was found from package.json (main, bin, scripts)',
    });
  });

  it('is refused when another framework makes it', () => {
    expect(findSeam(readApp('express-module'), dialectOf('fastify'))).toEqual({
      status: 'none',
      why: 'no app of Fastify is made in src/index.ts and what it imports',
    });
  });
});
