import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryBackend } from './temporary-backend.js';
import { installerThatIsInterrupted, runProgram } from './testing.js';

const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/output.schema.json', import.meta.url), 'utf8')),
);

const { folder, root, create, whatCreates, backend, change, read, snapshot } = temporaryBackend();

describe('changing a backend', () => {
  it('by add leads to the bytes that create leads to, and remove leads back', async () => {
    const whole = await whatCreates('--preset standard --queue bullmq --cache redis');
    await create('--preset standard --queue none --cache none');
    const before = snapshot();
    expect((await change('add cache --store redis')).exitCode).toBe(0);
    expect((await change('add queue --driver bullmq')).exitCode).toBe(0);
    expect(snapshot()).toEqual(whole);
    expect((await change('remove queue cache')).exitCode).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it('by apply follows an edited backend.json', async () => {
    await create('--preset minimal');
    writeFileSync(
      join(root(), 'backend.json'),
      read('backend.json').replace('"modules": {', '"modules": {\n"docker": {},'),
    );
    expect((await backend('doctor')).stdout).toContain('backend apply');
    expect((await change('apply')).exitCode).toBe(0);
    expect(existsSync(join(root(), 'Dockerfile'))).toBe(true);
    expect((await backend('doctor')).exitCode).toBe(0);
  });

  it('twice changes nothing the second time', async () => {
    await create('--preset minimal');
    await change('add queue --yes');
    const before = snapshot();
    const again = await change('add queue --yes');
    expect(again.stdout).toContain('Nothing to do');
    expect(again.exitCode).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it('takes the options of several modules as words', async () => {
    await create('--preset minimal');
    await change('add queue cache queue.driver=bullmq --store redis');
    const { modules } = JSON.parse(read('backend.json'));
    expect([modules.queue, modules.cache]).toEqual([{ driver: 'bullmq' }, { store: 'redis' }]);
  });

  it('is taken back when it is interrupted while installing', async () => {
    await create('--preset minimal');
    writeFileSync(join(root(), 'package-lock.json'), '{}');
    const before = snapshot();
    const options = { cwd: root(), ...installerThatIsInterrupted(folder()) };
    const ran = await runProgram('backend', ['add', 'queue', '--driver', 'bullmq'], options);
    expect(ran.exitCode).toBe(130);
    expect(ran.stderr).toContain('nothing was changed');
    expect(snapshot()).toEqual(before);
  });

  it('works from a folder inside, and shows a diff without writing', async () => {
    await create('--preset minimal');
    const before = snapshot();
    const { stdout, exitCode } = await backend('add docker --diff', join(root(), 'src'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+++ b/Dockerfile');
    expect(stdout).toContain('Nothing was written.');
    expect(snapshot()).toEqual(before);
  });

  it('keeps edited files: removing them is blocked, and --force takes them', async () => {
    await create('--preset minimal --cache memory');
    writeFileSync(join(root(), 'src/platform/cache/cache.ts'), '// mine\n');
    const before = snapshot();
    const blocked = await change('remove cache');
    expect(blocked.exitCode).toBe(3);
    expect(blocked.stderr).toContain('src/platform/cache/cache.ts');
    expect(snapshot()).toEqual(before);
    expect((await change('remove cache --force')).exitCode).toBe(0);
    expect(existsSync(join(root(), 'src/platform/cache'))).toBe(false);
  });
});

describe('backend refuses, and writes nothing:', () => {
  beforeEach(async () => {
    await create('--preset minimal --cache memory --with cache-busting');
  });

  it.each([
    ['add', 2, 'needs MODULE...'],
    ['add quue', 2, 'Did you mean queue?'],
    ['add queue', 2, 'queue.driver=pg-boss|bullmq|rabbitmq'],
    ['add queue --driver kafka', 2, 'one of pg-boss, bullmq, rabbitmq'],
    ['add docker --driver bullmq', 2, 'Name the module too: queue --driver bullmq'],
    ['add docker queue.driver=bullmq', 2, 'Name the module too'],
    ['add cache --store redis', 2, 'backend set cache.store redis'],
    ['add queue --driver bullmq --app src/main.ts:1', 2, 'Leave it out'],
    ['remove cache', 2, 'backend remove cache cache-busting'],
    ['remove settings', 2, "can't be removed"],
    ['set cache.stor redis', 2, 'Did you mean cache.store?'],
    ['set cache.store disk', 2, 'one of memory, redis, tiered, memcached, database, file'],
    ['set cache.store', 2, 'backend set cache.store VALUE'],
    ['set queue.driver bullmq', 2, 'backend add queue queue.driver=bullmq'],
    ['ad queue', 2, 'Did you mean add?'],
    ['completion bsh', 2, 'Did you mean bash?'],
    ['list all', 2, 'has no use for "all"'],
  ])('%s', async (args, exitCode, message) => {
    const before = snapshot();
    const ran = await backend(args);
    expect(ran.stderr).toContain(message);
    expect(ran.exitCode).toBe(exitCode);
    expect(snapshot()).toEqual(before);
  });

  it.each([
    ['broken JSON', '{\n  "version": 1,\n  "modules": {,}\n}\n', 'backend.json:3'],
    ['nonsense', '{"version": 1, "modules": []}', 'makes no sense'],
    ['a newer version', '{"version": 99, "modules": {}}', 'version 99'],
  ])('a backend.json with %s', async (_name, text, message) => {
    writeFileSync(join(root(), 'backend.json'), text);
    const before = snapshot();
    const ran = await change('add docker');
    expect(ran.stderr).toContain(message);
    expect(ran.exitCode).toBe(1);
    expect(snapshot()).toEqual(before);
  });

  it('a module that backend.json made up', async () => {
    writeFileSync(join(root(), 'backend.json'), '{"version": 1, "modules": {"quue": {}}}');
    const ran = await change('apply');
    expect(ran.stderr).toContain('There is no module "quue"');
    expect(ran.exitCode).toBe(2);
  });
});

describe('outside of a backend', () => {
  it('says that there is none', async () => {
    const ran = await backend('list', folder());
    expect(ran.stderr).toContain('npx create-backend');
    expect(ran.exitCode).toBe(2);
  });

  it('says what it found in a project that it did not make', async () => {
    mkdirSync(join(root(), 'src'), { recursive: true });
    writeFileSync(
      join(root(), 'package.json'),
      '{"main": "src/server.ts", "dependencies": {"express": "5.0.0"}}',
    );
    writeFileSync(join(root(), 'pnpm-lock.yaml'), '');
    writeFileSync(
      join(root(), 'src/server.ts'),
      "import express from 'express';\nconst app = express();\napp.listen(1);\n",
    );
    const info = await backend('info', join(root(), 'src'));
    expect(info.exitCode).toBe(0);
    for (const word of ['Express', 'src/server.ts:2', 'pnpm']) expect(info.stdout).toContain(word);
    const document = JSON.parse((await backend('info --json')).stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document).toMatchObject({
      supported: true,
      host: { framework: 'express', packageManager: 'pnpm' },
    });
    expect(document.found).toContainEqual({
      about: 'app',
      what: 'const app = express();',
      file: 'src/server.ts',
      line: 2,
      certainty: 'certain',
    });
    expect(readdirSync(root()).sort()).toEqual(['package.json', 'pnpm-lock.yaml', 'src']);
  });
});

describe('doctor', () => {
  it('finds what is missing, and notes what was edited', async () => {
    await create('--preset minimal');
    expect((await backend('doctor')).exitCode).toBe(0);
    writeFileSync(join(root(), 'src/app.ts'), `${read('src/app.ts')}// mine\n`);
    expect((await backend('doctor')).exitCode).toBe(0);
    expect((await backend('doctor')).stdout).toContain('src/app.ts of app was edited');
    rmSync(join(root(), 'src/main.ts'));
    const manifest = JSON.parse(read('package.json'));
    delete manifest.dependencies.zod;
    writeFileSync(join(root(), 'package.json'), JSON.stringify(manifest, null, 2));
    const ran = await backend('doctor');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain('src/main.ts of app is missing');
    expect(ran.stdout).toContain('zod in package.json is missing');
  });
});

describe('the JSON document of backend', () => {
  it.each([
    'list',
    'info',
    'doctor',
    'completion zsh',
    'add queue --driver bullmq --no-install',
    'remove health --dry-run',
    'set app.framework express --diff',
    'apply',
    'add frob',
    'frob',
    '--version',
    'add --help',
    '',
  ])('of backend %s is one, valid and alone', async (args) => {
    await create('--preset minimal');
    const { stdout, stderr, exitCode } = await backend(`${args} --json`);
    expect(stderr).toBe('');
    const document = JSON.parse(stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.exitCode).toBe(exitCode);
  });

  it('says what is blocked', async () => {
    await create('--preset minimal --cache memory');
    writeFileSync(join(root(), 'src/platform/cache/cache.ts'), '// mine\n');
    const document = JSON.parse((await change('remove cache --json')).stdout);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document).toMatchObject({ ok: false, exitCode: 3, error: { code: 'blocked' } });
    expect(document.blocked[0].file).toBe('src/platform/cache/cache.ts');
  });
});
