import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ran, runProgram, temporaryFolder, textsIn } from './testing.js';

const apps = new URL('../../fixtures/apps', import.meta.url).pathname;
const temporary = temporaryFolder();
afterAll(() => temporary.remove());

let copies = 0;

/** A hand-written app in a folder of its own. */
function copyOf(shape: string): string {
  copies += 1;
  const root = join(temporary.path, `${shape}-${copies}`);
  cpSync(join(apps, shape), root, { recursive: true });
  return root;
}

const backend = (cwd: string, ...args: readonly string[]): Promise<Ran> =>
  runProgram('backend', args, { cwd, env: { PATH: process.env.PATH } });

/** Every file of a folder with its text, without what packages and git keep there. */
const filesIn = (root: string) => textsIn(root, ['node_modules', '.git']);

const add = ['add', 'settings', 'health', '--yes', '--no-install'] as const;

/** A compiler that finds one error from the start, and another one as soon as a module is there. */
function installCompiler(root: string): void {
  const folder = join(root, 'node_modules/typescript/bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'tsc'),
    `const { existsSync } = require('node:fs');
console.log("src/old.ts(1,2): error TS1000: It was there before.");
if (existsSync('backend.json')) console.log("src/new.ts(3,4): error TS2000: It came with the module.");
process.exit(2);\n`,
  );
  writeFileSync(join(root, 'tsconfig.json'), '{}\n');
}

describe('a backend that create-backend did not make', () => {
  it('gets modules, lists them, is found healthy, and is as before without them', async () => {
    const root = copyOf('express-module');
    const before = filesIn(root);
    const added = await backend(join(root, 'src'), ...add);
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    expect(added.stdout).toContain('Added settings, health');
    expect(JSON.parse(filesIn(root)['backend.json'] ?? '')).toMatchObject({
      adopted: 'express',
      modules: { settings: {}, health: {} },
    });
    const list = await backend(root, 'list');
    expect(list.stdout).toMatch(/● health/);
    expect(list.stdout).not.toContain('docker');
    expect(await backend(root, 'doctor')).toMatchObject({ exitCode: 0 });
    const again = await backend(root, ...add);
    expect(again.stdout).toContain('Nothing to do');
    const removed = await backend(root, 'remove', 'health', 'settings', '--no-install');
    expect(removed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(filesIn(root)).toEqual(before);
  });

  it('loses with a module what only came along with it', async () => {
    const root = copyOf('express-module');
    const before = filesIn(root);
    const added = await backend(root, 'add', 'health', '--yes', '--no-install');
    expect(added.stdout).toContain('settings comes along');
    expect(JSON.parse(filesIn(root)['backend.json'] ?? '').modules).toEqual({ health: {} });
    expect((await backend(root, 'list')).stdout).toMatch(/● settings/);
    expect(await backend(root, 'remove', 'health', '--no-install')).toMatchObject({ exitCode: 0 });
    expect(filesIn(root)).toEqual(before);
  });

  it('shows the very change and writes nothing with --diff', async () => {
    const root = copyOf('express-module');
    const before = filesIn(root);
    const shown = await backend(root, ...add, '--diff');
    expect(shown.stdout).toContain('+installPlatform(app);');
    expect(filesIn(root)).toEqual(before);
  });

  it('does not get what only goes into created backends', async () => {
    const root = copyOf('express-module');
    const before = filesIn(root);
    const refused = await backend(root, 'add', 'docker', '--yes', '--no-install');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('docker only goes into backends that create-backend made');
    expect(filesIn(root)).toEqual(before);
  });

  it('is asked for its app where several are made', async () => {
    const root = copyOf('express-two-apps');
    const before = filesIn(root);
    const several = await backend(root, ...add);
    expect(several.exitCode).toBe(2);
    const [, place = ''] = /--app (\S+:\d+)/.exec(several.stderr) ?? [];
    expect(place).not.toBe('');
    expect(filesIn(root)).toEqual(before);
    expect(await backend(root, ...add, '--app', place)).toMatchObject({ exitCode: 0 });
    const twice = await backend(root, 'add', 'health', '--app', place);
    expect(twice.stderr).toContain('--app has no use here');
  });

  it('is told what to paste where a call has no place, and takes what was pasted', async () => {
    const root = join(temporary.path, 'without-routes');
    mkdirSync(join(root, 'src'), { recursive: true });
    const manifest = { name: 'x', type: 'module', main: 'src/main.ts', dependencies: { express: '5.3.0' } };
    writeFileSync(
      join(root, 'package.json'),
      JSON.stringify({ ...manifest, devDependencies: { typescript: '6.0.3' } }),
    );
    const entry = join(root, 'src/main.ts');
    writeFileSync(entry, "import express from 'express';\n\nexport const app = express();\n");
    const before = filesIn(root);
    const addAlerts = ['add', 'alerts', '--yes', '--no-install'] as const;
    const blocked = await backend(root, ...addAlerts);
    expect(blocked.exitCode).toBe(3);
    expect(blocked.stderr).toContain("import { finishPlatform } from './platform/index.js';");
    expect(filesIn(root)).toEqual(before);
    expect(await backend(root, ...addAlerts, '--manual')).toMatchObject({ exitCode: 0 });
    expect((await backend(root, 'doctor')).exitCode).toBe(1);
    const text = readFileSync(entry, 'utf8').replace(
      '{ installPlatform }',
      '{ finishPlatform, installPlatform }',
    );
    writeFileSync(entry, `${text}finishPlatform(app);\n`);
    expect(await backend(root, 'doctor')).toMatchObject({ exitCode: 0 });
    const removed = await backend(root, 'remove', 'alerts', '--no-install');
    expect(removed.stdout).toContain(
      'Take out by hand what was pasted into src/main.ts: finishPlatform(app)',
    );
  });

  it('is asked for its package in a workspace', async () => {
    const root = copyOf('workspace');
    const before = filesIn(root);
    const several = await backend(root, ...add);
    expect(several.exitCode).toBe(2);
    const [, folder = ''] = /--package (\S+)/.exec(several.stderr) ?? [];
    expect(folder).not.toBe('');
    expect(filesIn(root)).toEqual(before);
    expect((await backend(root, ...add, '--package', 'nowhere')).stderr).toContain('names no package');
    expect(await backend(root, ...add, '--package', folder)).toMatchObject({ exitCode: 0 });
    expect(Object.keys(filesIn(root))).toContain(`${folder}/backend.json`);
  });

  it('is refused in plain JavaScript', async () => {
    const root = copyOf('express-javascript');
    const before = filesIn(root);
    const refused = await backend(root, ...add);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('Nothing can be added');
    expect(filesIn(root)).toEqual(before);
  });

  it('is as before when its own type-check finds something new', async () => {
    const root = copyOf('express-module');
    installCompiler(root);
    const before = filesIn(root);
    const broken = await backend(root, ...add, '--verify');
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain('src/new.ts:3 TS2000 It came with the module.');
    expect(broken.stderr).not.toContain('TS1000');
    expect(filesIn(root)).toEqual(before);
    const kept = await backend(root, ...add, '--verify', '--keep');
    expect(kept.exitCode).toBe(1);
    expect(Object.keys(filesIn(root))).toContain('backend.json');
  });

  it('is checked by nothing with --no-verify', async () => {
    const root = copyOf('express-module');
    installCompiler(root);
    expect(await backend(root, ...add, '--no-verify')).toMatchObject({ exitCode: 0 });
  });

  it('has its uncommitted changes named, or minded with --require-clean', async () => {
    const root = copyOf('express-module');
    const git = (...args: readonly string[]): Buffer => execFileSync('git', args, { cwd: root });
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '--message', 'x');
    const entry = join(root, 'src/index.ts');
    writeFileSync(entry, `${readFileSync(entry, 'utf8')}// mine\n`);
    const before = filesIn(root);
    const minded = await backend(root, ...add, '--require-clean');
    expect(minded.exitCode).toBe(3);
    expect(minded.stderr).toContain('src/index.ts');
    expect(filesIn(root)).toEqual(before);
    const named = await backend(root, ...add);
    expect(named.exitCode).toBe(0);
    expect(named.stdout).toContain('Git has uncommitted changes in src/index.ts');
  });

  it('answers with one document in JSON', async () => {
    const root = copyOf('express-module');
    const ran = await backend(root, ...add, '--json');
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toMatchObject({ answers: { settings: {}, health: {} }, blocked: [] });
  });
});
