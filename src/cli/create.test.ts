import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { outputFileSync } from 'fs-extra/esm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  installerThatIsInterrupted,
  type RunOptions,
  runProgram,
  temporaryFolder,
  textsIn,
} from './testing.js';

const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/output.schema.json', import.meta.url), 'utf8')),
);

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const create = (args: string, options: Partial<RunOptions> = {}) =>
  runProgram(
    'create-backend',
    args.split(' ').filter((arg) => arg !== ''),
    { cwd: folder.path, ...options },
  );

const filesOf = (name: string) => textsIn(join(folder.path, name));

const quiet = '--no-install --no-git';

describe('create-backend', () => {
  it('creates a backend without a question, and says what comes next', async () => {
    const { exitCode, stdout, stderr } = await create(`my-api --yes ${quiet}`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('npx create-backend my-api');
    expect(stdout).toContain('npm run dev');
    expect(JSON.parse(readFileSync(join(folder.path, 'my-api/package.json'), 'utf8'))).toMatchObject({
      name: 'my-api',
    });
  });

  it('creates the same again by the command that it prints', async () => {
    const first = JSON.parse(
      (await create(`first --preset minimal --queue bullmq --no-example ${quiet} --json`)).stdout,
    );
    const words = String(first.repeat).split(' ').slice(2);
    await create(words.join(' ').replace('first', 'again/first'));
    expect(filesOf('again/first')).toEqual(filesOf('first'));
  });

  it.each(['express', 'hono'])('creates the same again from its backend.json, on %s', async (framework) => {
    await create(`first --preset full --framework ${framework} ${quiet}`);
    await create(`again/first --config first/backend.json ${quiet}`);
    expect(filesOf('again/first')).toEqual(filesOf('first'));
  });

  it('reads answers from standard input; flags go before them', async () => {
    const stdin = JSON.stringify({
      preset: 'minimal',
      queue: 'pg-boss',
      docker: true,
      example: false,
      install: false,
      git: false,
    });
    const { stdout } = await create('my-api --config - --queue bullmq --json', { stdin });
    const { answers } = JSON.parse(stdout);
    expect(answers.queue).toEqual({ driver: 'bullmq' });
    expect(answers).toHaveProperty('docker');
    expect(answers).not.toHaveProperty('example');
  });

  it('takes the package manager that runs it', async () => {
    const env = { npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v20.19.0 linux x64' };
    const { answers } = JSON.parse((await create('my-api --yes --dry-run --json', { env })).stdout);
    expect(answers.app.packageManager).toBe('pnpm');
  });

  it('lists every answer that is missing when there is no terminal', async () => {
    const { exitCode, stderr } = await create('--framework express');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('DIR');
    expect(stderr).toContain('--queue none|pg-boss|bullmq|rabbitmq');
    expect(stderr).toContain('--yes');
    expect(stderr).not.toContain('--framework');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('writes nothing in a dry run, and says the same as the run', async () => {
    const dry = JSON.parse((await create(`my-api --yes --dry-run --json ${quiet}`)).stdout);
    expect(existsSync(join(folder.path, 'my-api'))).toBe(false);
    const real = JSON.parse((await create(`my-api --yes --json ${quiet}`)).stdout);
    expect(real.changes).toEqual(dry.changes);
    expect(Object.keys(filesOf('my-api'))).toEqual(
      real.changes.map(({ path }: { path: string }) => path).sort(),
    );
  });

  it('prints the diff of every file', async () => {
    const { stdout } = await create(`my-api --preset minimal --diff ${quiet}`);
    expect(stdout).toContain('+++ b/src/main.ts');
    expect(existsSync(join(folder.path, 'my-api'))).toBe(false);
  });

  it.each([
    ['../x', 2, 'outside of the current folder'],
    ['A-B', 2, 'npm refuses upper case'],
    ['node_modules', 2, 'node_modules'],
    ['x'.repeat(300), 2, '300 characters'],
    ['con', 2, 'Windows'],
    ['name.', 2, 'Windows'],
    ['full', 1, "isn't empty"],
    ['file', 1, 'a file, not a folder'],
    ['ok --framework expres', 2, 'Did you mean express?'],
    ['ok --quue none', 2, 'Did you mean --queue?'],
    ['ok --config none.json', 2, "can't be read"],
    ['ok --config broken.json', 1, 'broken.json:2'],
    ['ok --config odd.json', 2, 'Did you mean --queue?'],
    ['ok second', 2, 'has no use for "second"'],
    ['ok --with cache-busting --cache none', 2, 'contradict'],
  ])('refuses %s, and writes nothing', async (args, exitCode, message) => {
    mkdirSync(join(folder.path, 'full'));
    writeFileSync(join(folder.path, 'full/theirs.txt'), 'theirs');
    writeFileSync(join(folder.path, 'file'), '');
    writeFileSync(join(folder.path, 'broken.json'), '{\n  "queue": ,\n}');
    writeFileSync(join(folder.path, 'odd.json'), '{"quue": "bullmq"}');
    const before = filesOf('');
    const ran = await create(`${args} --yes ${quiet}`);
    expect(ran.stderr).toContain(message);
    expect(ran.exitCode).toBe(exitCode);
    expect(filesOf('')).toEqual(before);
  });

  it('keeps what a repository begins with', async () => {
    mkdirSync(join(folder.path, 'mine/.git'), { recursive: true });
    writeFileSync(join(folder.path, 'mine/README.md'), 'Mine.\n');
    writeFileSync(join(folder.path, 'mine/.gitignore'), 'mine/\n');
    const { exitCode } = await create(`mine --preset minimal ${quiet}`);
    expect(exitCode).toBe(0);
    const files = filesOf('mine');
    expect(files['README.md']).toBe('Mine.\n');
    expect(files['.gitignore']?.split('\n')).toContain('mine/');
    expect(files['.gitignore']?.split('\n').some((line) => line.startsWith('node_modules'))).toBe(true);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { exitCode, stderr } = await create(`my-api --yes ${quiet}`, { signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
    expect(stderr).toContain('nothing was changed');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('leaves nothing behind when it is interrupted while installing, also of the folders above', async () => {
    const { env, signal } = installerThatIsInterrupted(folder.path);
    const { exitCode } = await create('deep/er/my-api --preset minimal --yes --no-git', { env, signal });
    expect(exitCode).toBe(130);
    expect(existsSync(join(folder.path, 'deep'))).toBe(false);
  });

  it('puts a folder back that was there before when it is interrupted while installing', async () => {
    mkdirSync(join(folder.path, 'mine'));
    writeFileSync(join(folder.path, 'mine/.gitignore'), 'mine/\n');
    const { env, signal } = installerThatIsInterrupted(folder.path);
    const { exitCode } = await create('mine --preset minimal --yes --no-git', { env, signal });
    expect(exitCode).toBe(130);
    expect(filesOf('mine')).toEqual({ '.gitignore': 'mine/\n' });
  });

  it('makes the repository before it installs, and commits the lockfile with everything else', async () => {
    const script = '#!/bin/sh\ntest -d .git && echo {} > package-lock.json\n';
    outputFileSync(join(folder.path, 'bin/npm'), script, { mode: 0o755 });
    const person = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@x',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@x',
    };
    const env = { PATH: `${join(folder.path, 'bin')}:${process.env.PATH}`, ...person };
    const { stdout } = await create('my-api --preset minimal --json', { env });
    expect(
      JSON.parse(stdout).steps.map(({ id, status }: Record<string, string>) => `${id} ${status}`),
    ).toEqual(['git done', 'install done', 'commit done']);
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: join(folder.path, 'my-api'), encoding: 'utf8' });
    expect(git('show', '--name-only', '--format=%s')).toMatch(/^Create my-api\n[\s\S]*\npackage-lock.json\n/);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('keeps the files when installing fails, and says how to finish', async () => {
    const env = { PATH: '' };
    const { exitCode, stderr } = await create('my-api --yes --no-git', { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('npm install');
    expect(existsSync(join(folder.path, 'my-api/package.json'))).toBe(true);
  });
});

describe('the JSON document of create-backend', () => {
  it.each([
    ['a creation', `my-api --yes ${quiet}`],
    ['a dry run with a diff', `my-api --yes --diff ${quiet}`],
    ['a failed installation', 'my-api --yes --no-git'],
    ['missing answers', 'my-api'],
    ['a wrong flag', 'my-api --frob'],
    ['help', '--help'],
    ['the version', '--version'],
  ])('of %s is one, valid and alone', async (_name, args) => {
    const { stdout, stderr, exitCode } = await create(`${args} --json`, {
      env: { PATH: '', FORCE_COLOR: '1' },
    });
    expect(stderr).toBe('');
    const document = JSON.parse(stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.exitCode).toBe(exitCode);
  });
});

describe('colours', () => {
  it('are there when they are forced, and NO_COLOR goes before that', async () => {
    const start = '\u001b[';
    expect((await create('--help', { env: { FORCE_COLOR: '1' } })).stdout).toContain(start);
    expect((await create('--help', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(
      start,
    );
    expect((await create('--help')).stdout).not.toContain(start);
  });
});
