/**
 * Runs the tool's tests and one created backend (installed, tested, built, booted, asked, stopped) on every line of Node
 * that is supported, and prints a table. A line that can't be had is a failure. The lines other than the running
 * one come with the npm package `node`.
 * Usage: npm run nodes [-- --lines 20,22,24 --parts tool,backend --node-modules FOLDER]
 *        FOLDER holds the backend's packages; without it they are installed anew on each line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { freePort } from '../fixtures/contract/free-port.js';

const repository = fileURLToPath(new URL('..', import.meta.url));
const minute = 60_000;
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '20,22,24' },
    parts: { type: 'string', default: 'tool,backend' },
    'node-modules': { type: 'string' },
  },
});
const lines = values.lines.split(',');
const parts = values.parts.split(',');
const nodeModules = values['node-modules'] && resolve(values['node-modules']);

/** A line of Node: its program, and what children get so that `node` and `npm` are run by it. */
interface Line {
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One cell of the table: how long it took, or why it failed. */
interface Result {
  readonly line: string;
  readonly step: string;
  readonly text: string;
  readonly failed: boolean;
}

/** Runs a program to its end; throws with the tail of what it printed. Gives its standard output. */
async function run(file: string, args: readonly string[], cwd: string, line: Line | null): Promise<string> {
  const { failed, timedOut, shortMessage, stdout, all } = await execa(file, args, {
    cwd,
    env: { ...line?.env, NO_COLOR: '1', CI: 'true' },
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: 15 * minute,
    forceKillAfterDelay: 5_000,
  });
  if (failed || timedOut) throw new Error(`${shortMessage}\n${all.split('\n').slice(-40).join('\n')}`);
  return stdout;
}

/** The program of a line, and what it says its version is. */
async function findLine(major: string): Promise<Line & { readonly version: string }> {
  const running = process.versions.node.startsWith(`${major}.`);
  const program = ['-y', '-p', `node@${major}`, 'node', '-p', 'process.execPath'];
  const node = running ? process.execPath : (await run('npx', program, tmpdir(), null)).trim();
  const version = (await run(node, ['-p', 'process.version'], tmpdir(), null)).trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`${node} is ${version}, not Node ${major}.`);
  const path = [dirname(node), process.env.PATH ?? ''].join(delimiter);
  return { node, version, env: { PATH: path } };
}

/** Starts a built backend by its own `start` script, asks whether it is ready, and stops it as a platform would. */
async function bootAndStop(folder: string, line: Line): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [program, ...args] = String(scripts.start).split(' ');
  if (program !== 'node') throw new Error(`The start script doesn't begin with node: ${scripts.start}`);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const log = join(folder, 'server.log');
  const output = openSync(log, 'w');
  const child = spawn(line.node, args, {
    cwd: folder,
    env: { ...line.env, HOST: '127.0.0.1', PORT: String(port), METRICS_PORT: String(metricsPort) },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = once(child, 'exit');
  try {
    await ready(`http://127.0.0.1:${port}/health/ready`, () => child.exitCode === null);
    child.kill('SIGTERM');
    const [code, signal] = await Promise.race([
      ended,
      wait(minute, ['none', 'after a minute'], { ref: false }),
    ]);
    if (code !== 0) throw new Error(`After SIGTERM the exit code is ${code} (${signal}), not 0.`);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${readFileSync(log, 'utf8').slice(-4_000)}`);
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

async function ready(url: string, alive: () => boolean): Promise<void> {
  const deadline = Date.now() + 2 * minute;
  let last = 'no answer';
  while (Date.now() < deadline && alive()) {
    last = await fetch(url).then(
      ({ status }) => String(status),
      (error: Error) => error.message,
    );
    if (last === '200') return;
    await wait(200);
  }
  throw new Error(`${url}: ${alive() ? last : 'the process ended'}.`);
}

/** The steps of a line in their order; one that needs another one's outcome comes after it. */
function stepsOf(line: Line, parent: string): readonly (readonly [string, () => Promise<unknown>])[] {
  const folder = join(parent, 'shop');
  const bin = join(repository, 'bin/create-backend.js');
  const flags = ['shop', '--yes', '--no-install', '--no-git'];
  const npm = (...args: string[]) => run('npm', args, folder, line);
  const install = async (): Promise<void> => {
    if (nodeModules === undefined) await npm('install', '--no-audit', '--no-fund');
    else symlinkSync(nodeModules, join(folder, 'node_modules'));
  };
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
  return [
    ...(parts.includes('tool')
      ? [['tests of the tool', () => run(line.node, [vitest, 'run'], repository, line)] as const]
      : []),
    ...(parts.includes('backend')
      ? [
          ['create', () => run(line.node, [bin, ...flags], parent, line)] as const,
          ['install', install] as const,
          ['build', () => npm('run', 'build')] as const,
          ['tests, coverage', () => npm('run', 'coverage')] as const,
          ['boot, ready, SIGTERM', () => bootAndStop(folder, line)] as const,
        ]
      : []),
  ];
}

async function timed(line: string, step: string, work: () => Promise<unknown>): Promise<Result> {
  const started = Date.now();
  try {
    const given = await work();
    const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
    const text = typeof given === 'string' && given.startsWith('v') ? given : seconds;
    console.log(`Node ${line}: ${step}: ${text}`);
    return { line, step, text, failed: false };
  } catch (error) {
    console.error(`Node ${line}: ${step}: FAILED\n${stripVTControlCharacters((error as Error).message)}\n`);
    return { line, step, text: 'FAILED', failed: true };
  }
}

async function checkLine(major: string): Promise<readonly Result[]> {
  let line: Line | undefined;
  const found = await timed(major, 'version', async () => {
    const { version, ...rest } = await findLine(major);
    line = rest;
    return version;
  });
  const results = [found];
  if (line === undefined) return results;
  const parent = mkdtempSync(join(tmpdir(), `node-${major}-`));
  try {
    for (const [step, work] of stepsOf(line, parent)) results.push(await timed(major, step, work));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
  return results;
}

const results: Result[] = [];
for (const major of lines) results.push(...(await checkLine(major)));

const steps = [...new Set(results.map(({ step }) => step))];
const cell = (line: string, step: string): string =>
  results.find((result) => result.line === line && result.step === step)?.text ?? 'not run';
console.log(
  `\n| | ${lines.map((line) => `Node ${line}`).join(' | ')} |\n|---|${lines.map(() => '---|').join('')}`,
);
for (const step of steps) console.log(`| ${step} | ${lines.map((line) => cell(line, step)).join(' | ')} |`);
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;
