import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { eslint, type FakeProgram, installProgram, prettier } from '../../fixtures/shapes/fixers.js';
import { type Ran, runProgram, temporaryFolder, textsIn } from './testing.js';

const fitsSchema = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/output.schema.json', import.meta.url), 'utf8')),
);

const shape = new URL('../../fixtures/apps/express-module', import.meta.url).pathname;
const temporary = temporaryFolder();
afterAll(() => temporary.remove());

let copies = 0;

/** A hand-written app with an ESLint that a test can read. */
function projectWith(program: FakeProgram, settings: string): string {
  copies += 1;
  const root = join(temporary.path, String(copies));
  cpSync(shape, root, { recursive: true });
  writeFileSync(join(root, settings), '{}');
  installProgram(root, program);
  return root;
}

const backend = (cwd: string, ...args: readonly string[]): Promise<Ran> =>
  runProgram('backend', args, { cwd, env: { PATH: process.env.PATH } });

/** Every file of a folder with its text, without what packages keep there. */
const filesIn = (root: string) => textsIn(root, ['node_modules']);

const add = ['add', 'settings', 'health', '--yes', '--no-install'] as const;
const ours = 'src/platform/health/readiness.ts';

/** An ESLint that wants no `readonly`, and takes it away. */
const strict: FakeProgram = {
  ...eslint,
  script: eslint.script.replace("text.replaceAll('let ', 'const ')", "text.replaceAll('readonly ', '')"),
};

describe("the project's own fixers", () => {
  it('go over what is added, and what they made of it is no edit', async () => {
    const root = projectWith(strict, 'eslint.config.mjs');
    const before = filesIn(root);
    const added = await backend(root, ...add);
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    expect(added.stdout).toMatch(/ESLint went over \d+ files and changed [1-9]/);
    const now = filesIn(root);
    expect(Object.keys(now).filter((path) => now[path]?.includes('readonly '))).toEqual([
      '.backend/base.json',
    ]);
    expect((await backend(root, ...add)).stdout).toContain('Nothing to do');
    expect(await backend(root, 'doctor')).toMatchObject({ exitCode: 0 });
    const more = await backend(root, 'add', 'versioning', '--yes', '--no-install');
    expect(more).toMatchObject({ exitCode: 0, stderr: '' });
    expect(more.stdout).not.toContain('was edited');
    const removed = await backend(root, 'remove', 'versioning', 'health', 'settings', '--no-install');
    expect(removed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(filesIn(root)).toEqual(before);
  });

  it('are left out with --no-fix, and go over all of it later with --fix', async () => {
    const root = projectWith(strict, 'eslint.config.mjs');
    const plain = await backend(root, ...add, '--no-fix');
    expect(plain.stdout).not.toContain('ESLint');
    expect(filesIn(root)[ours]).toContain('readonly ');
    const fixed = await backend(root, 'apply', '--fix');
    expect(fixed.stdout).toMatch(/ESLint went over \d+ files/);
    expect(filesIn(root)[ours]).not.toContain('readonly ');
    expect(JSON.parse((await backend(root, 'apply', '--json')).stdout).changes).toEqual([]);
  });

  it('never touch a file of ours that somebody edited', async () => {
    const root = projectWith(strict, 'eslint.config.mjs');
    await backend(root, ...add, '--no-fix');
    const mine = `${filesIn(root)[ours]}// Mine.\n`;
    writeFileSync(join(root, ours), mine);
    await backend(root, 'apply', '--fix');
    expect(filesIn(root)[ours]).toBe(mine);
  });

  it('say how much they leave to people, with the command that shows it', async () => {
    const root = projectWith(
      { ...strict, script: strict.script.replace('/: any/g', '/async /g') },
      'eslint.config.mjs',
    );
    const { stdout } = await backend(root, ...add, '--json');
    const document = JSON.parse(stdout);
    expect(fitsSchema(document)).toBe(true);
    const [step] = document.steps;
    expect(step).toMatchObject({ id: 'fix', status: 'done', resume: 'npx eslint src/platform' });
    expect(step.complaints).toBeGreaterThan(0);
  });

  it('are reported and undone when they fail, and the change stands', async () => {
    const root = projectWith({ ...prettier, script: 'process.exitCode = 2;' }, '.prettierrc');
    const ran = await backend(root, ...add);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('Prettier changed nothing: it ended with exit code 2. See it with: npx');
    const other = projectWith({ ...prettier, script: 'process.exitCode = 2;' }, '.prettierrc');
    await backend(other, ...add, '--no-fix');
    expect(filesIn(root)).toEqual(filesIn(other));
  });

  it("are undone when they change a file that isn't ours", async () => {
    const stray = eslint.script.replace("text.includes('stray;')", 'true');
    const root = projectWith({ ...eslint, script: stray }, 'eslint.config.mjs');
    const ran = await backend(root, ...add);
    expect(ran.stdout).toContain('it changed src/index.ts, which was put back');
    expect(filesIn(root)['src/index.ts']).not.toContain('// stray');
  });

  it('have no last word where the linter minds what the formatter makes', async () => {
    const root = projectWith(strict, 'eslint.config.mjs');
    installProgram(root, {
      ...prettier,
      script: prettier.script.replace("text.replaceAll('let ', 'const ')", "text + 'let readonly one;'"),
    });
    writeFileSync(join(root, '.prettierrc'), '{}');
    const ran = await backend(root, ...add);
    expect(ran.stdout).toContain('Prettier changed nothing: ESLint minds what it makes of them');
    expect(filesIn(root)[ours]).not.toContain('let readonly one');
  });

  it("are taken back with the change when the project's type-check finds something new", async () => {
    const root = projectWith(strict, 'eslint.config.mjs');
    const folder = join(root, 'node_modules/typescript/bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'tsconfig.json'), '{}');
    writeFileSync(
      join(folder, 'tsc'),
      `if (require('node:fs').existsSync('backend.json')) console.log('src/new.ts(3,4): error TS2000: New.');`,
    );
    const before = filesIn(root);
    const broken = await backend(root, ...add, '--verify');
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toContain('ESLint went over');
    expect(filesIn(root)).toEqual(before);
  });
});
