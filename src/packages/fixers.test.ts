import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { biome, eslint, installProgram, prettier } from '../../fixtures/shapes/fixers.js';
import { type Fixed, findFixers, runFixer } from './fixers.js';

const temporary = mkdtempSync(join(tmpdir(), 'fixers-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let folders = 0;

/** A project with files and programs. */
function projectWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const root = join(temporary, String(folders));
  for (const [path, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const idsIn = (root: string): readonly string[] => findFixers(root).map(({ id }) => id);

describe('the fixers of a project', () => {
  it('are those that it has installed and told how', () => {
    const root = projectWith({ 'eslint.config.mjs': '', '.prettierrc': '{}', 'biome.json': '{}' });
    expect(idsIn(root)).toEqual([]);
    installProgram(root, eslint);
    installProgram(root, biome);
    installProgram(root, prettier);
    expect(idsIn(root)).toEqual(['eslint', 'biome', 'prettier']);
  });

  it('are not those without settings of their own', () => {
    const root = projectWith({});
    installProgram(root, eslint);
    installProgram(root, prettier);
    expect(idsIn(root)).toEqual([]);
    writeFileSync(join(root, 'package.json'), '{ "prettier": {} }');
    expect(idsIn(root)).toEqual(['prettier']);
  });

  it('are not an ESLint whose settings its version does not read', () => {
    const old = projectWith({ 'eslint.config.mjs': '' });
    installProgram(old, { ...eslint, version: '8.30.0' });
    expect(idsIn(old)).toEqual([]);
    const recent = projectWith({ '.eslintrc.json': '{}' });
    installProgram(recent, { ...eslint, version: '10.1.0' });
    expect(idsIn(recent)).toEqual([]);
    installProgram(recent, { ...eslint, version: '8.30.0' });
    expect(idsIn(recent)).toEqual(['eslint']);
  });

  it('are also those of the workspace around it, up to the repository', () => {
    const root = projectWith({ '.git/HEAD': '', 'biome.jsonc': '{}', 'apps/api/package.json': '{}' });
    installProgram(root, biome);
    expect(idsIn(join(root, 'apps/api'))).toEqual(['biome']);
    mkdirSync(join(root, 'apps/api/.git'));
    expect(idsIn(join(root, 'apps/api'))).toEqual([]);
  });
});

/** What the only fixer of a project makes of one file. */
async function fix(root: string, text: string, timeoutMs = 10_000): Promise<Fixed> {
  const [fixer] = findFixers(root);
  if (fixer === undefined) throw new Error('There is no fixer.');
  const signal = new AbortController().signal;
  const texts = new Map([['src/ours.ts', text]]);
  return runFixer(root, fixer, texts, { signal, environment: { PATH: process.env.PATH }, timeoutMs });
}

describe('running a fixer', () => {
  const files = { 'src/ours.ts': 'let one;\n' };

  it.each([
    ['ESLint', 'eslint.config.mjs', eslint],
    ['Biome', 'biome.json', biome],
    ['Prettier', '.prettierrc', prettier],
  ] as const)(
    '%s says what it makes of files, and they stay as they are',
    async (_name, settings, program) => {
      const root = projectWith({ ...files, [settings]: '{}' });
      installProgram(root, program);
      const fixed = await fix(root, 'let other;\n');
      expect(fixed).toMatchObject({ outcome: 'done' });
      if (fixed.outcome === 'done') expect(fixed.texts.get('src/ours.ts')).toBe('const other;\n');
      expect(readFileSync(join(root, 'src/ours.ts'), 'utf8')).toBe('let one;\n');
    },
  );

  it.each([
    ['ESLint', 'eslint.config.mjs', eslint],
    ['Biome', 'biome.json', biome],
  ] as const)('%s counts what it leaves to people', async (_name, settings, program) => {
    const root = projectWith({ ...files, [settings]: '{}' });
    installProgram(root, program);
    expect(await fix(root, 'const a: any = 1;\nconst b: any = 2;\n')).toMatchObject({ complaints: 2 });
    expect(await fix(root, 'const a = 1;\n')).toMatchObject({ complaints: 0 });
  });

  it.each([
    ['ESLint', 'eslint.config.mjs', eslint],
    ['Biome', 'biome.json', biome],
    ['Prettier', '.prettierrc', prettier],
  ] as const)('%s that fails half way leaves nothing behind', async (_name, settings, program) => {
    const root = projectWith({ ...files, [settings]: '{}' });
    installProgram(root, program);
    expect(await fix(root, 'let broken(;\n')).toMatchObject({ outcome: 'failed' });
    expect(readFileSync(join(root, 'src/ours.ts'), 'utf8')).toBe('let one;\n');
  });

  it('ends one that hangs', async () => {
    const root = projectWith({ ...files, '.prettierrc': '{}' });
    installProgram(root, prettier);
    expect(await fix(root, 'hang;\n', 500)).toMatchObject({
      outcome: 'failed',
      reason: 'it took more than 1 s',
    });
  });
});
