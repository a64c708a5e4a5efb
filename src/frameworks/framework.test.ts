import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { appNames, readApp, wireApp } from '../../fixtures/shapes/wired-app.js';
import { readSource } from '../edit/source.js';
import { callHandler } from '../facts/call.js';
import { dialectOf, findSeam, recognise } from './framework.js';
import { findHost } from './host.js';

/** Shapes in which no app can be taken for granted; each has a test of its own. */
const others = /^(refused-|workspace$|express-javascript$)|-(two-apps|admin)$/;
const apps = appNames().filter((name) => !others.test(name));

describe.each(apps)('the app of fixtures/apps/%s', (name) => {
  const reader = readApp(name);

  it('is recognised by its package.json', () => {
    expect(recognise(reader).map(({ id }) => id)).toEqual([name.split('-')[0]]);
  });

  it('gets its calls as added lines', async () => {
    const { files, refused } = wireApp(reader);
    const diffs = [...files].map(([path, text]) => {
      const before = reader.read(path) ?? '';
      expect(readSource(path, text).problems).toEqual([]);
      return createTwoFilesPatch(path, path, before, text, '', '', { context: 1 }).replaceAll('\r', '<CR>');
    });
    const reasons = Object.entries(refused).map(([anchor, why]) => `${anchor}: ${why}\n`);
    await expect([...diffs, ...reasons].join('')).toMatchFileSnapshot(
      `../../fixtures/apps/${name}/wired.diff`,
    );
    expect(refused).not.toHaveProperty('install');
  });

  it('is what it was before, to the byte, when they are cut', () => {
    const { files, facts } = wireApp(reader);
    for (const [path, text] of files) {
      const ours = facts.filter(({ file }) => file === path);
      const cut = ours.reduce((left, fact) => callHandler.cut(left, fact, new Set()).text ?? '', text);
      expect(cut).toBe(reader.read(path));
    }
  });

  it('has the same places when they are there, and takes them once', () => {
    const { files, facts } = wireApp(reader);
    for (const fact of facts) {
      const text = files.get(fact.file) ?? '';
      expect(callHandler.find(text, fact)).toBe('present');
      expect(callHandler.put(text, fact, facts)).toMatchObject({ state: 'found', text });
    }
    const again = wireApp(readApp(name, files));
    expect(again.facts.map(({ anchor, file, scope, app }) => ({ anchor, file, scope, app }))).toEqual(
      facts.map(({ anchor, file, scope, app }) => ({ anchor, file, scope, app })),
    );
    expect([...again.files]).toEqual([...files]);
  });

  it('is all that is read, with what it leads to', () => {
    const found = findHost(reader, {});
    expect(found).toMatchObject({ status: 'found', host: { framework: name.split('-')[0] } });
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

  it('is chosen by its file where each has one of its own', () => {
    const reader = readApp('nest-two-apps');
    expect(findHost(reader, {})).toMatchObject({
      status: 'several',
      what: 'app',
      places: [
        { file: 'apps/api/src/main.ts', line: 5 },
        { file: 'apps/worker/src/main.ts', line: 5 },
      ],
    });
    expect(findHost(reader, { app: 'apps/worker/src/main.ts' })).toMatchObject({
      status: 'found',
      host: { folder: 'apps/worker/src/platform' },
      seam: { file: 'apps/worker/src/main.ts' },
    });
  });

  it('is refused when another framework makes it', () => {
    expect(findSeam(readApp('express-module'), dialectOf('fastify'))).toEqual({
      status: 'none',
      why: 'no app of Fastify is made in src/index.ts and what it imports',
    });
  });
});
