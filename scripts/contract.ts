/**
 * Runs the contract on every stack of the pairwise set, one after the other, and prints a table. What was run before with the
 * same code is not run again, so an interrupted run goes on.
 * Usage: npm run contract:pairwise [-- --fresh] [--only 0,3,7]     CONTRACT_CHECKS=all adds each project's own checks.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { titleOf } from '../fixtures/contract/stack.js';
import { pairwise } from '../fixtures/contract/stacks.js';

interface Result {
  readonly stack: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly seconds: number;
}

const root = new URL('..', import.meta.url).pathname;
const { values } = parseArgs({ options: { fresh: { type: 'boolean' }, only: { type: 'string' } } });
const checks = process.env.CONTRACT_CHECKS ?? 'none';
const state = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const record = join(root, `node_modules/.cache/contract-${checks}-${state}.json`);
const known: Record<string, Result> =
  !values.fresh && existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
const wanted = values.only?.split(',').map(Number);

for (const [number, stack] of pairwise().entries()) {
  if (known[number] !== undefined || (wanted !== undefined && !wanted.includes(number))) continue;
  known[number] = runStack(number, titleOf(stack));
  console.log(rowOf(number, known[number]));
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(known, null, 2));
}

const results = Object.entries(known);
const failures = results.filter(([, { failed }]) => failed.length > 0);
console.log(`\nchecks: ${checks}; commit ${state.slice(0, 10)}; Node ${process.version}`);
console.log('| # | stack | passed | failed | seconds |\n|---|---|---|---|---|');
for (const [number, result] of results) console.log(rowOf(Number(number), result));
for (const [number, { failed }] of failures) console.log(`\nstack ${number}:\n${failed.join('\n')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

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
