/**
 * The speed of the program, as ratios against a bare `node -e 0` in the same run: rounds in turn, medians.
 * Usage: npm run bench:cli [-- --rounds 15]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, median, peakMemory, type Sample } from './measure.js';

interface Case {
  readonly name: string;
  readonly limit: number | null;
  readonly args: readonly string[];
  /** Makes the folder of a run; what it does is not measured. */
  prepare(folder: string): void;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);
const bin = (name: string): string => new URL(`../bin/${name}.js`, import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'bench-'));
const quiet = ['--yes', '--no-install', '--no-git'];

const base = join(root, 'base', 'shop');
mkdirSync(join(root, 'base'));
execFileSync(process.execPath, [bin('create-backend'), 'shop', '--queue', 'none', ...quiet], {
  cwd: join(root, 'base'),
});
const crowded = join(root, 'crowded');
cpSync(base, crowded, { recursive: true });
for (let folder = 0; folder < 100; folder += 1) {
  mkdirSync(join(crowded, 'src/generated', String(folder)), { recursive: true });
  for (let file = 0; file < 100; file += 1) {
    const text = `export const value${file} = ${file};\n`.repeat(40);
    writeFileSync(join(crowded, 'src/generated', String(folder), `${file}.ts`), text);
  }
}

const copyOf = (source: string) => (folder: string) => cpSync(source, folder, { recursive: true });
const nothing = (folder: string): void => void mkdirSync(folder);
const add = [bin('backend'), 'add', 'queue', '--yes', '--no-install'];

const cases: readonly Case[] = [
  { name: 'node -e 0', limit: null, args: ['-e', '0'], prepare: nothing },
  {
    name: 'create-backend --version',
    limit: 1.4,
    args: [bin('create-backend'), '--version'],
    prepare: nothing,
  },
  { name: 'create-backend --help', limit: null, args: [bin('create-backend'), '--help'], prepare: nothing },
  {
    name: 'create-backend x --yes --no-install --no-git',
    limit: 3,
    args: [bin('create-backend'), 'x', ...quiet],
    prepare: nothing,
  },
  { name: 'backend add queue', limit: 4, args: add, prepare: copyOf(base) },
  {
    name: 'backend add queue, beside 10,000 TypeScript files',
    limit: 4,
    args: add,
    prepare: copyOf(crowded),
  },
];

const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]));
try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, args, prepare } of cases) {
      const folder = join(root, 'run');
      prepare(folder);
      const sample = measure([process.execPath, ...args], folder);
      rmSync(folder, { recursive: true });
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
  for (const { name, args, limit, prepare } of cases) {
    const cpu = median((samples.get(name) ?? []).map(({ cpuMs }) => cpuMs));
    const wall = median((samples.get(name) ?? []).map(({ wallMs }) => wallMs));
    const folder = join(root, 'run');
    prepare(folder);
    const peak = peakMemory(args, folder);
    rmSync(folder, { recursive: true });
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
  rmSync(root, { recursive: true, force: true });
}
