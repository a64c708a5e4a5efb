/**
 * Size and weight of created backends, preset by preset, against the bare framework: files, lines, packages, megabytes,
 * seconds to install, time to the first answer, memory. And what each part of the standard preset has of the lines.
 * Usage: npm run bench:size [-- --framework fastify --database postgres://postgres@127.0.0.1:5432]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { isOwnCode, standardLimit as limit, linesOfCode } from '../fixtures/lines-of-code.js';
import { catalogue } from '../src/packages/catalogue.js';
import { presets } from '../src/plan/presets.js';
import { type Framework, startBackend, startBare } from './http/backend.js';
import type { RunningServer } from './http/server.js';
import { measure } from './measure.js';

const { values } = parseArgs({
  options: {
    framework: { type: 'string', default: 'fastify' },
    database: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432' },
  },
});
const framework = values.framework as Framework;
const createBackend = new URL('../bin/create-backend.js', import.meta.url).pathname;
const npmInstall = ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'];

/** What the bare framework needs to serve one route. */
const bareDependencies: Record<Framework, readonly (keyof typeof catalogue)[]> = {
  fastify: ['fastify'],
  express: ['express'],
  hono: ['hono', '@hono/node-server'],
  nest: ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express', 'reflect-metadata', 'rxjs'],
  'nest-fastify': ['@nestjs/common', '@nestjs/core', '@nestjs/platform-fastify', 'reflect-metadata', 'rxjs'],
};

interface Weight {
  readonly files: number;
  readonly code: number;
  readonly tests: number;
  readonly packages: number;
  readonly megabytes: number;
  readonly installSeconds: number;
  readonly firstAnswerMs: number;
  readonly peakMiB: number;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(node_modules|\.backend|dist)\//.test(path));

const isTest = (path: string): boolean => /\.test\.ts$|^test\//.test(path);

const linesOf = (folder: string, paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + linesOfCode(readFileSync(join(folder, path), 'utf8')), 0);

function installIn(folder: string): Pick<Weight, 'packages' | 'megabytes' | 'installSeconds'> {
  const { wallMs } = measure(npmInstall, folder);
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
  const size = execFileSync('du', ['-sk', 'node_modules'], { cwd: folder, encoding: 'utf8' });
  return {
    packages: Object.keys(lock.packages).length - 1,
    megabytes: Number.parseInt(size, 10) / 1024,
    installSeconds: wallMs / 1000,
  };
}

async function runOf(server: RunningServer): Promise<Pick<Weight, 'firstAnswerMs' | 'peakMiB'>> {
  const { firstAnswerMs } = server;
  const peakMiB = server.peakMiB();
  await server.stop();
  return { firstAnswerMs, peakMiB };
}

async function weighBare(root: string): Promise<Weight> {
  const folder = join(root, framework);
  mkdirSync(folder);
  const dependencies = Object.fromEntries(
    bareDependencies[framework].map((name) => [name, catalogue[name].version]),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const installed = installIn(folder);
  const run = await runOf(await startBare(root, framework));
  const server = [join('bare', 'server.mjs')];
  return { files: 1, code: linesOf(folder, server), tests: 0, ...installed, ...run };
}

async function weighPreset(root: string, preset: string, databaseUrl: string): Promise<Weight> {
  const flags = ['--framework', framework, '--preset', preset, '--yes', '--no-install', '--no-git'];
  execFileSync(process.execPath, [createBackend, preset, ...flags], { cwd: root, stdio: 'ignore' });
  const folder = join(root, preset);
  const paths = filesIn(folder);
  const sources = paths.filter((path) => path.endsWith('.ts'));
  const code = sources.filter(isOwnCode);
  if (preset === 'standard') parts = partsOf(folder, code);
  const installed = installIn(folder);
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'ignore' });
  const run = await runOf(await startBackend(folder, databaseUrl, { probe: '/health/live' }));
  return {
    files: paths.length,
    code: linesOf(folder, code),
    tests: linesOf(folder, sources.filter(isTest)),
    ...installed,
    ...run,
  };
}

let parts: readonly (readonly [string, number])[] = [];

/** The lines of each folder of the platform and of the domain, most first. */
function partsOf(folder: string, paths: readonly string[]): (readonly [string, number])[] {
  const byPart = new Map<string, string[]>();
  for (const path of paths) {
    const part = /^src\/(?:platform\/)?[^/]+\//.exec(path)?.[0] ?? 'src/*.ts, src/platform/*.ts';
    byPart.set(part, [...(byPart.get(part) ?? []), path]);
  }
  return [...byPart].map(([part, own]) => [part, linesOf(folder, own)] as const).sort((a, b) => b[1] - a[1]);
}

function row(name: string, weight: Weight): string {
  const { files, code, tests, packages, megabytes, installSeconds, firstAnswerMs, peakMiB } = weight;
  const cells = [
    ...[files, code, tests, packages],
    ...[megabytes.toFixed(0), installSeconds.toFixed(1)],
    ...[firstAnswerMs.toFixed(0), peakMiB.toFixed(0)],
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}

const root = mkdtempSync(join(tmpdir(), 'bench-size-'));
const admin = new pg.Client({ connectionString: `${values.database}/postgres` });
await admin.connect();
try {
  console.log(`Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.\n`);
  const heads = ['files', 'lines of code', 'lines of tests', 'packages', 'MB', 'install, s'];
  const columns = [framework, ...heads, 'first answer, ms', 'peak, MiB'];
  console.log(`| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`);
  console.log(row('bare', await weighBare(root)));
  for (const preset of Object.keys(presets)) {
    const database = `bench_size_${preset}_${process.pid}`;
    await admin.query(`CREATE DATABASE ${database}`);
    try {
      console.log(row(preset, await weighPreset(root, preset, `${values.database}/${database}`)));
    } finally {
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
    }
  }
} finally {
  await admin.end();
  rmSync(root, { recursive: true, force: true });
}
const total = parts.reduce((sum, [, lines]) => sum + lines, 0);
console.log(
  `\nThe standard preset: ${total} lines of code, limit ${limit} ${total <= limit ? 'met' : 'missed'}.\n`,
);
console.log('| part | lines of code |\n|---|---|');
for (const [part, lines] of parts) console.log(`| \`${part}\` | ${lines} |`);
