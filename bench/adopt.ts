/**
 * The speed of `backend add` in a backend that this program didn't make, beside 10, 1,000 and 10,000 TypeScript files of its own:
 * time as ratios against a bare `node -e 0` in the same run, and how many of the project's files are read.
 * Usage: npm run bench:adopt [-- --rounds 15] [--module versioning]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDirSync, outputFileSync, outputJsonSync, removeSync } from 'fs-extra/esm';
import { measure, median, type Sample } from './measure.js';

const sizes = [10, 1_000, 10_000];
/** Beside the largest crowd it may take so many times what it takes beside the smallest. */
const growthLimit = 1.5;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, module: { type: 'string', default: 'versioning' } },
});
const rounds = Number(values.rounds);
const bin = new URL('../bin/backend.js', import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'bench-adopt-'));
const flags = ['--yes', '--no-install', '--no-verify'];
const command = (name: string): string[] => [bin, name, values.module, ...flags];

/** Counts the different files of the project that are read, and the folders that are listed. */
const counter = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { resolve, sep } from 'node:path';
  const root = process.cwd() + sep;
  const files = new Set();
  const folders = new Set();
  function watch(library, name, seen) {
    const original = library[name];
    library[name] = function (path, ...rest) {
      const absolute = typeof path === 'string' ? resolve(path) : '';
      if ((absolute + sep).startsWith(root)) seen.add(absolute);
      return original.call(this, path, ...rest);
    };
  }
  for (const name of ['readFileSync', 'openSync', 'readFile', 'open', 'createReadStream']) watch(fs, name, files);
  for (const name of ['readFile', 'open']) watch(fs.promises, name, files);
  for (const name of ['readdirSync', 'readdir', 'opendirSync']) watch(fs, name, folders);
  watch(fs.promises, 'readdir', folders);
  syncBuiltinESMExports();
  process.on('exit', () => process.stderr.write('\\nread ' + files.size + ' ' + folders.size));
`)}`;

/** A backend of the plain kind, with so many files of TypeScript altogether. */
function writeBackend(folder: string, files: number): void {
  outputJsonSync(join(folder, 'package.json'), {
    name: 'shop',
    private: true,
    scripts: { build: 'tsc', start: 'node dist/index.js' },
    dependencies: { express: '^5.1.0' },
    devDependencies: { '@types/express': '^5.0.0', '@types/node': '^20.0.0', typescript: '^5.6.0' },
  });
  outputJsonSync(join(folder, 'tsconfig.json'), {
    compilerOptions: {
      target: 'es2022',
      module: 'commonjs',
      rootDir: 'src',
      outDir: 'dist',
      strict: true,
      esModuleInterop: true,
    },
    include: ['src'],
  });
  outputFileSync(
    join(folder, 'src/app.ts'),
    `import express from 'express';
import { router } from './routes';

export const app = express();

app.use(express.json());
app.use('/', router);
`,
  );
  outputFileSync(
    join(folder, 'src/index.ts'),
    `import { app } from './app';

app.listen(Number(process.env.PORT ?? 3000));
`,
  );
  outputFileSync(
    join(folder, 'src/routes.ts'),
    `import { Router } from 'express';
import { list } from './services/0/0';

export const router = Router();

router.get('/values', (_request, response) => {
  response.json(list());
});
`,
  );
  for (let number = 0; number < files - 3; number += 1) {
    const body = `export const value${number} = ${number};\n`.padEnd(1_200, '// A line of a comment.\n');
    outputFileSync(
      join(folder, `src/services/${Math.floor(number / 100)}/${number % 100}.ts`),
      `${body}\nexport function list(): number[] {\n  return [value${number}];\n}\n`,
    );
  }
}

const undo = (folder: string): void => {
  execFileSync(process.execPath, command('remove'), { cwd: folder });
};

function countReads(folder: string): { readonly files: number; readonly folders: number } {
  const args = ['-c', '"$@" 2>&1 >/dev/null || exit 1', '_', process.execPath, '--import', counter];
  const output = execFileSync('bash', [...args, ...command('add')], { cwd: folder, encoding: 'utf8' });
  const [, files, folders] = /read (\d+) (\d+)\s*$/.exec(output) ?? [];
  return { files: Number(files), folders: Number(folders) };
}

try {
  const folders = sizes.map((size) => {
    const folder = join(root, String(size));
    writeBackend(folder, size);
    return folder;
  });
  const bareFolder = join(root, 'bare');
  ensureDirSync(bareFolder);
  const bare: Sample[] = [];
  const samples: Sample[][] = sizes.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    // The first round only warms the caches of the disk.
    const bareSample = measure([process.execPath, '-e', '0'], bareFolder);
    if (round > 0) bare.push(bareSample);
    for (const [index, folder] of folders.entries()) {
      const sample = measure([process.execPath, ...command('add')], folder);
      undo(folder);
      if (round > 0) samples[index]?.push(sample);
    }
  }
  const of = (list: readonly Sample[] | undefined, key: keyof Sample): number =>
    median((list ?? []).map((sample) => sample[key]));
  console.log(
    `backend add ${values.module}; Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, medians of ${rounds} rounds`,
  );
  console.log(
    '| TypeScript files | CPU ms | CPU ratio | wall ms | wall ratio | files read | folders listed |\n|---|---|---|---|---|---|---|',
  );
  for (const [index, size] of sizes.entries()) {
    const folder = folders[index] ?? root;
    const [cpu, wall] = [of(samples[index], 'cpuMs'), of(samples[index], 'wallMs')];
    const reads = countReads(folder);
    const cells = [
      size.toLocaleString('en'),
      cpu.toFixed(0),
      `${(cpu / of(bare, 'cpuMs')).toFixed(2)}x`,
      wall.toFixed(0),
      `${(wall / of(bare, 'wallMs')).toFixed(2)}x`,
      reads.files,
      reads.folders,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const growth = of(samples.at(-1), 'cpuMs') / of(samples[0], 'cpuMs');
  const verdict = growth <= growthLimit ? 'met' : 'missed';
  console.log(
    `The largest takes ${growth.toFixed(2)} times the CPU of the smallest; limit ${growthLimit}, ${verdict}.`,
  );
  process.exitCode = verdict === 'met' ? 0 : 1;
} finally {
  removeSync(root);
}
