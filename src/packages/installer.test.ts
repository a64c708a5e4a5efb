import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commitEverything,
  initializeRepository,
  installDependencies,
  type StepOptions,
} from './installer.js';

let folder: string;
let root: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'installer-'));
  root = join(folder, 'project');
  fs.mkdirSync(root);
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Puts a program of this name first on the path; it runs as a script of Node. */
function program(name: string, script: string): { PATH: string } {
  fs.mkdirSync(join(folder, 'bin'), { recursive: true });
  fs.writeFileSync(join(folder, 'bin', name), `#!${process.execPath}\n${script}`, { mode: 0o755 });
  return { PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
}

const nowhere = { PATH: '/nowhere' };

describe('the installation', () => {
  it.each([
    ['npm', ['install', '--no-audit', '--no-fund']],
    ['pnpm', ['install', '--no-frozen-lockfile']],
    ['yarn', ['install']],
    ['bun', ['install']],
  ])('runs %s in the project, with development dependencies', async (manager, args) => {
    const environment = program(
      manager,
      `console.log(JSON.stringify([process.cwd(), process.argv.slice(2), process.env.NODE_ENV]))`,
    );
    const report = await installDependencies(root, manager, { environment });
    expect(report).toMatchObject({
      id: 'install',
      command: [manager, ...args],
      status: 'done',
      reason: null,
    });
    expect(JSON.parse(report.output)).toEqual([fs.realpathSync(root), args, 'development']);
  });

  it('is done when the exit code says so, whatever stands on stderr', async () => {
    const environment = program('npm', `console.error('npm ERR! warn'); console.log('added 1 package')`);
    expect(await installDependencies(root, 'npm', { environment })).toMatchObject({ status: 'done' });
  });

  it('that fails keeps the last lines and says what finishes it', async () => {
    const environment = program(
      'npm',
      `for (let i = 0; i < 50; i += 1) console.log('line ' + i); console.error('\\x1b[31mENOTFOUND\\x1b[39m'); process.exitCode = 7`,
    );
    const report = await installDependencies(root, 'npm', { environment });
    expect(report).toMatchObject({
      status: 'failed',
      reason: 'npm install --no-audit --no-fund ended with exit code 7.',
      resume: 'npm install',
    });
    expect(report.output.split('\n')).toHaveLength(20);
    expect(report.output).toMatch(/line 49/);
    expect(report.output).toMatch(/^ENOTFOUND$/m);
  });

  it('without the program says how to get it', async () => {
    expect(await installDependencies(root, 'pnpm', { environment: nowhere })).toMatchObject({
      status: 'failed',
      reason: 'pnpm is not installed.',
      resume: 'npm install --global pnpm && pnpm install',
    });
  });

  it('tells each line as it comes', async () => {
    const lines: string[] = [];
    const environment = program('npm', `console.log('one'); console.log('two')`);
    await installDependencies(root, 'npm', { environment, onOutput: (line) => lines.push(line) });
    expect(lines).toEqual(['one', 'two']);
  });

  it('ends when it takes too long, and when it is interrupted', async () => {
    const environment = program('npm', `console.log(process.pid); setInterval(() => {}, 1000)`);
    const late = await installDependencies(root, 'npm', { environment, timeoutMs: 1000 });
    expect(late).toMatchObject({
      status: 'failed',
      reason: 'npm took more than 1 s.',
      resume: 'npm install',
    });

    const controller = new AbortController();
    const stopped = await installDependencies(root, 'npm', {
      environment,
      signal: controller.signal,
      onOutput: () => controller.abort(),
    });
    expect(stopped).toMatchObject({ status: 'failed', reason: 'Interrupted.' });
    expect(() => process.kill(Number(stopped.output), 0)).toThrow('ESRCH');
    expect(await installDependencies(root, 'npm', { signal: controller.signal })).toMatchObject({
      reason: 'Interrupted.',
    });
  });
});

describe('the repository', () => {
  /** Git without the settings of the person who runs the tests. */
  const environment = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', EMAIL: '' };
  const named = {
    ...environment,
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const makeAndCommit = async (message: string, options: StepOptions) => {
    const made = await initializeRepository(root, options);
    return made.status === 'done' ? commitEverything(root, message, options) : made;
  };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

  beforeEach(() => {
    fs.writeFileSync(join(root, 'a.txt'), 'a');
  });

  it('is made on main, with everything in its first commit', async () => {
    const report = await makeAndCommit("Create Ann's shop", { environment: named });
    expect(report).toMatchObject({ id: 'commit', status: 'done', reason: null });
    expect(git('log', '--format=%s %D')).toBe("Create Ann's shop HEAD -> main");
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is not made inside of another one', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    const report = await makeAndCommit('Create shop', { environment: named });
    expect(report).toMatchObject({
      status: 'skipped',
      reason: 'The folder is part of a git repository already.',
    });
    expect(fs.existsSync(join(root, '.git'))).toBe(false);
  });

  it('is not that of the hook that runs us', async () => {
    execFileSync('git', ['init', '--quiet', join(folder, 'other')]);
    const hook = { ...named, GIT_DIR: join(folder, 'other/.git') };
    expect(await makeAndCommit('Create shop', { environment: hook })).toMatchObject({
      status: 'done',
    });
    expect(git('log', '--format=%s')).toBe('Create shop');
  });

  it('is skipped without git', async () => {
    expect(await makeAndCommit('Create shop', { environment: nowhere })).toMatchObject({
      status: 'skipped',
      reason: 'git is not installed.',
      resume: 'git init',
    });
  });

  it('has no commit when git does not know the name, and says how to make it', async () => {
    const nameless = {
      ...environment,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'user.useConfigOnly',
      GIT_CONFIG_VALUE_0: 'true',
    };
    const report = await makeAndCommit('Create shop', { environment: nameless });
    expect(report).toMatchObject({
      status: 'skipped',
      reason: "git doesn't know your name and mail address.",
    });
    expect(report.resume).toMatch(/^git config --global user.name .* && git commit --message 'Create shop'$/);
    expect(git('diff', '--cached', '--name-only')).toBe('a.txt');
  });

  it('that fails says which command did', async () => {
    fs.mkdirSync(join(folder, 'hooks'));
    fs.writeFileSync(join(folder, 'hooks/pre-commit'), '#!/bin/sh\necho no; exit 1\n', { mode: 0o755 });
    const hooked = {
      ...named,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.hooksPath',
      GIT_CONFIG_VALUE_0: join(folder, 'hooks'),
    };
    expect(await makeAndCommit('Create shop', { environment: hooked })).toMatchObject({
      status: 'failed',
      output: 'no',
      resume: "git commit --message 'Create shop'",
    });
  });
});
