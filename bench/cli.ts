/**
 * The speed of the program, as ratios against a bare `node -e 0` in the same run: rounds in turn, medians.
 * Usage: npm run bench:cli [-- --rounds 15]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copySync, ensureDirSync, moveSync, outputFileSync, removeSync } from 'fs-extra/esm';
import { measure, median, peakMemory, type Sample } from './measure.js';

interface Case {
  readonly name: string;
  readonly limit: number | null;
  readonly args: readonly string[];
  /** Makes the folder of a run, and takes back what others need; neither is measured. */
  prepare(folder: string): void;
  cleanUp?(folder: string): void;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);
const bin = (name: string): string => new URL(`../bin/${name}.js`, import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'bench-'));
const quiet = ['--yes', '--no-install', '--no-git'];

const base = join(root, 'base', 'shop');
ensureDirSync(join(root, 'base'));
execFileSync(process.execPath, [bin('create-backend'), 'shop', '--queue', 'none', ...quiet], {
  cwd: join(root, 'base'),
});
const crowd = join(root, 'crowd');
for (let file = 0; file < 10_000; file += 1) {
  const text = `export const value${file} = ${file};\n`.repeat(40);
  outputFileSync(join(crowd, String(Math.floor(file / 100)), `${file}.ts`), text);
}

const add = [bin('backend'), 'add', 'queue', '--yes', '--no-install'];
const empty = { prepare: ensureDirSync };
const backend = { prepare: (folder: string) => copySync(base, folder) };
/** The crowd is moved in and out: copying it would take longer than everything that is measured. */
const crowdedBackend = {
  prepare(folder: string): void {
    backend.prepare(folder);
    moveSync(crowd, join(folder, 'src/generated'));
  },
  cleanUp(folder: string): void {
    moveSync(join(folder, 'src/generated'), crowd);
  },
};

const cases: readonly Case[] = [
  { name: 'node -e 0', limit: null, args: ['-e', '0'], ...empty },
  {
    name: 'create-backend --version',
    limit: 1.4,
    args: [bin('create-backend'), '--version'],
    ...empty,
  },
  { name: 'create-backend --help', limit: null, args: [bin('create-backend'), '--help'], ...empty },
  {
    name: 'create-backend x --yes --no-install --no-git',
    limit: 3,
    args: [bin('create-backend'), 'x', ...quiet],
    ...empty,
  },
  { name: 'backend add queue', limit: 4, args: add, ...backend },
  {
    name: 'backend add queue, beside 10,000 TypeScript files',
    limit: 4,
    args: add,
    ...crowdedBackend,
  },
];

let runs = 0;
/**
 * A folder of its own for every run; all go at the end, since ext4 makes files slowly for some seconds after many
 * were removed (it avoids inodes that were freed just now).
 */
function nextFolder(): string {
  runs += 1;
  return join(root, `run-${runs}`);
}

const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]));
try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, args, prepare, cleanUp } of cases) {
      const folder = nextFolder();
      prepare(folder);
      const sample = measure([process.execPath, ...args], folder);
      cleanUp?.(folder);
      // The first round only warms the caches of the disk.
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  const [bare] = cases.map(({ name }) => samples.get(name) ?? []);
  const bareCpu = median((bare ?? []).map(({ cpuMs }) => cpuMs));
  const bareWall = median((bare ?? []).map(({ wallMs }) => wallMs));
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, medians of ${rounds} rounds`);
  console.log(
    '| command | CPU ms | CPU ratio | wall ms | wall ratio | limit | peak MiB |\n|---|---|---|---|---|---|---|',
  );
  for (const { name, args, limit, prepare, cleanUp } of cases) {
    const cpu = median((samples.get(name) ?? []).map(({ cpuMs }) => cpuMs));
    const wall = median((samples.get(name) ?? []).map(({ wallMs }) => wallMs));
    const folder = nextFolder();
    prepare(folder);
    const peak = peakMemory(args, folder);
    cleanUp?.(folder);
    const ratio = cpu / bareCpu;
    const verdict =
      limit === null ? '' : `${limit} ${Math.max(ratio, wall / bareWall) <= limit ? 'met' : 'missed'}`;
    const numbers = [
      cpu.toFixed(0),
      `${ratio.toFixed(2)}x`,
      wall.toFixed(0),
      `${(wall / bareWall).toFixed(2)}x`,
    ];
    console.log(`| \`${name}\` | ${numbers.join(' | ')} | ${verdict} | ${peak.toFixed(0)} |`);
  }
} finally {
  removeSync(root);
}
