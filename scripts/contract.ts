/**
 * Runs the contract on every stack of the pairwise set, one after the other, and prints a table. What was run before is not
 * run again while neither the files of that backend nor the contract changed, so an interrupted run goes on.
 * Usage: npm run contract:pairwise [-- --fresh] [--only 0,3,7] [--write] [--recorded]
 * --write puts the table into docs/matrix.md; --recorded runs nothing and tells what is known.
 * CONTRACT_CHECKS=all adds each project's own checks: lint, types, tests with their coverage gate, secrets.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
}

const root = new URL('..', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean' },
    only: { type: 'string' },
    write: { type: 'boolean' },
    recorded: { type: 'boolean' },
  },
});
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
for (const [number, stack] of set.entries()) {
  if (wanted !== undefined && !wanted.includes(number)) continue;
  const key = `${checks} ${suite} ${hashOfBackend(stack)}`;
  const known = values.fresh ? undefined : recorded[key];
  if (known === undefined && values.recorded) continue;
  const result = known ?? runStack(number, titleOf(stack));
  results.push([number, result]);
  if (known !== undefined) continue;
  recorded[key] = result;
  console.log(rowOf(number, result));
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(recorded, null, 2));
}

const failures = results.filter(([, { failed }]) => failed.length > 0);
const state = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const minutes = (results.reduce((sum, [, { seconds }]) => sum + seconds, 0) / 60).toFixed(0);
const green = results.length - failures.length;
const report = [
  `${results.length} of the ${set.length} stacks were run, ${green} of them are green, ${minutes} min in all; ${new Date().toISOString().slice(0, 10)}, commit ${state}, Node ${process.version}, the projects' own checks: ${checks}.`,
  '',
  '| # | stack | passed | failed | seconds |\n|---|---|---|---|---|',
  ...results.map(([number, result]) => rowOf(number, result)),
  ...failures.map(([number, { failed }]) => `\nStack ${number}:\n\n${failed.join('\n')}`),
].join('\n');
console.log(`\n${report}`);
if (values.write) writeFileSync(join(root, 'docs/matrix.md'), `${preface}${report}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

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

function rowOf(number: number, { stack, passed, failed, seconds }: Result): string {
  return `| ${number} | ${stack} | ${passed} | ${failed.length} | ${seconds} |`;
}

function runStack(number: number, stack: string): Result {
  const folder = mkdtempSync(join(tmpdir(), 'contract-result-'));
  const output = join(folder, 'result.json');
  const started = Date.now();
  spawnSync(
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
  const seconds = Math.round((Date.now() - started) / 1000);
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
