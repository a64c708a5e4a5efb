/**
 * Runs the contract on every stack of the pairwise set, some at a time, and prints a table. What was run before is not
 * run again while neither the files of that backend nor the contract changed, so an interrupted run goes on.
 * Usage: npm run contract:pairwise [-- --fresh] [--only 0,3,7] [--jobs 2] [--write] [--recorded]
 * --write puts the table into docs/matrix.md; --recorded runs nothing and tells what is known.
 * CONTRACT_CHECKS=all adds each project's own checks: lint, types, tests with their coverage gate, secrets; with `only`
 * nothing else is run. The table has what is known of them in a column of its own.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { flagsOf, type Stack, titleOf } from '../fixtures/contract/stack.js';
import { pairwise } from '../fixtures/contract/stacks.js';

interface Result {
  readonly stack: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly seconds: number;
  /** What is known of the project's own checks when they were run alone. */
  readonly own?: 'passed' | 'failed';
}

const root = new URL('..', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    write: { type: 'boolean' },
    recorded: { type: 'boolean' },
  },
});
const jobs = Number(values.jobs);
if (!Number.isInteger(jobs) || jobs < 1)
  throw new Error(`--jobs ${values.jobs}: it is a whole number from 1, such as 2.`);
const checks = process.env.CONTRACT_CHECKS ?? 'none';
const preface = `# What was run

Backends of every two answers that go together, each really installed, built, migrated, booted and called over HTTP by the
contract (\`fixtures/contract/\`) on real servers on loopback, with a worker of its own where its database allows, and stopped with
SIGTERM. Written by \`npm run contract:pairwise -- --write\`; [checks.md](checks.md) says what else is run.

`;
const record = join(root, 'node_modules/.cache/contract.json');
const recorded: Record<string, Result> = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
const wanted = values.only?.split(',').map(Number);
const suite = hashOf(join(root, 'fixtures/contract'));

const results: [number, Result][] = [];
const set = pairwise();
const chosen = [...set.entries()].filter(([number]) => wanted === undefined || wanted.includes(number));
const started = Date.now();
const queue = chosen.values();
/** Takes stacks until none is left; as many of these run side by side as there are jobs. */
async function work(): Promise<void> {
  for (const [number, stack] of queue) await resultOf(number, stack);
}
await Promise.all(Array.from({ length: jobs }, work));
results.sort(([a], [b]) => a - b);

const failures = results.filter(([, { failed }]) => failed.length > 0);
const state = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const minutes = (from: number): string => (from / 60).toFixed(0);
const apart = minutes(results.reduce((sum, [, { seconds }]) => sum + seconds, 0));
const together = minutes((Date.now() - started) / 1000);
const green = results.length - failures.length;
const report = [
  `${results.length} of the ${set.length} stacks were run, ${green} of them are green, ${apart} min one by one, ${together} min for this run with ${jobs} at a time; ${new Date().toISOString().slice(0, 10)}, commit ${state}, Node ${process.version}, CONTRACT_CHECKS=${checks}.`,
  '',
  '| # | stack | passed | failed | seconds | own checks |\n|---|---|---|---|---|---|',
  ...results.map(([number, result]) => rowOf(number, result)),
  ...failures.map(([number, { failed }]) => `\nStack ${number}:\n\n${failed.join('\n')}`),
].join('\n');
console.log(`\n${report}`);
if (values.write) writeFileSync(join(root, 'docs/matrix.md'), `${preface}${report}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Takes what is known of a stack, or runs it and keeps what came out. */
async function resultOf(number: number, stack: Stack): Promise<void> {
  const backend = `${suite} ${hashOfBackend(stack)}`;
  const key = `${checks} ${backend}`;
  const known = values.fresh ? undefined : recorded[key];
  if (known === undefined && values.recorded) return;
  const result = known ?? (await runStack(number, titleOf(stack)));
  recorded[key] = result;
  const own = ownChecksOf(recorded[`only ${backend}`] ?? recorded[`all ${backend}`]);
  results.push([number, { ...result, ...own }]);
  if (known !== undefined) return;
  console.log(rowOf(number, { ...result, ...own }));
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(recorded, null, 2));
}

function ownChecksOf(result: Result | undefined): Pick<Result, 'own'> {
  if (result === undefined) return {};
  return { own: result.failed.length === 0 ? 'passed' : 'failed' };
}

/** What a stack's backend is made of: its files, as they are created. */
function hashOfBackend(stack: Stack): string {
  const parent = mkdtempSync(join(tmpdir(), 'contract-hash-'));
  try {
    const create = join(root, 'bin/create-backend.js');
    execFileSync(process.execPath, [create, 'shop', ...flagsOf(stack), '--no-install'], {
      cwd: parent,
      stdio: 'ignore',
    });
    return hashOf(join(parent, 'shop'));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash
      .update(`${relative(folder, entry)}\0`)
      .update(readFileSync(entry))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function rowOf(number: number, { stack, passed, failed, seconds, own }: Result): string {
  return `| ${number} | ${stack} | ${passed} | ${failed.length} | ${seconds} | ${own ?? 'not run'} |`;
}

async function runStack(number: number, stack: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'contract-result-'));
  const output = join(folder, 'result.json');
  const startedAt = Date.now();
  const run = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--config', 'vitest.contract.config.ts', '--reporter=json', `--outputFile=${output}`],
    ],
    {
      cwd: root,
      env: { ...process.env, CONTRACT_STACKS: String(number) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await once(run, 'exit');
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  try {
    const { testResults, numPassedTests, success } = JSON.parse(readFileSync(output, 'utf8'));
    const failed: string[] = testResults.flatMap(
      (file: { message: string; assertionResults: Assertion[] }) => [
        ...(file.assertionResults.length === 0 ? [file.message] : []),
        ...file.assertionResults.filter(({ status }) => status === 'failed').map(describeFailure),
      ],
    );
    if (!success && failed.length === 0) failed.push('The run failed outside of its tests.');
    return { stack, passed: numPassedTests, failed, seconds };
  } catch (error) {
    return { stack, passed: 0, failed: [`No result: ${(error as Error).message}`], seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Assertion {
  readonly status: string;
  readonly title: string;
  readonly failureMessages: readonly string[];
}

function describeFailure({ title, failureMessages }: Assertion): string {
  return `- ${title}\n${failureMessages.join('\n').slice(0, 1_500)}`;
}
