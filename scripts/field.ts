/**
 * Adds modules to real projects, which were written without this program in mind, and removes them again. Works in place, in
 * clones that are installed and have nothing uncommitted, and restores them after every attempt.
 * Usage: npm run field -- DIR... [--modules queue,cache] [--together] [--tests none] [--json FILE] [--out FILE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execaSync } from 'execa';
import { Checkout } from './field/checkout.js';
import { interruption, run } from './field/command.js';
import { Loan } from './field/loan.js';
import { passingCheckers, runTests } from './field/own-checks.js';
import {
  causesOf,
  complaintsOf,
  heading,
  markdownOf,
  type RepoReport,
  type Report,
  rowOf,
  summaryOf,
} from './field/report.js';
import { attempt, type Baseline, type Trial } from './field/trial.js';
import { checkTypes, notChecked } from './field/types.js';

const everyModule = 'queue,cache,cache-busting,versioning,monitoring,alerts,logging,settings,health,secrets';
/** Tests that take longer, in seconds, run only after everything was added together. */
const quickTests = 15;

const repository = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string', default: everyModule },
    /** Only all modules at once, which is one attempt a project. */
    together: { type: 'boolean', default: false },
    tests: { type: 'string', default: 'own' },
    store: { type: 'string', default: join(tmpdir(), 'field/modules') },
    json: { type: 'string', default: join(tmpdir(), 'field/result.json') },
    out: { type: 'string' },
  },
});
const modules = values.modules.split(',');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort(new Error(`Stopped by ${signal}.`)));
}
// A closed pipe would end the process in the middle of a project otherwise.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => interruption.abort(new Error('Nobody reads the output any more.')));
}

async function tryProject(folder: string): Promise<RepoReport> {
  const checkout = new Checkout(folder);
  const loan = new Loan(checkout.folder, checkout.top, resolve(values.store));
  console.log(`\n${checkout.name} ${checkout.commit}\n${heading}`);
  try {
    const recognised = await recogniseProject(checkout);
    // What is refused is seen by what it wrote: nothing.
    const types = recognised.supported ? await checkTypes(checkout.folder) : notChecked;
    const runsTests = recognised.supported && values.tests !== 'none';
    const ranTests = runsTests ? await runTests(checkout, 120) : null;
    const tests = ranTests?.passed ? ranTests : null;
    checkout.restore();
    const checkers = recognised.supported ? await passingCheckers(checkout) : [];
    const baseline: Baseline = { types, tests, checkers };
    const quick = { ...baseline, tests: tests !== null && tests.seconds <= quickTests ? tests : null };
    const trials: Trial[] = [];
    const add = async (names: readonly string[], against: Baseline): Promise<void> => {
      const trial = await attempt(checkout, loan, names, against);
      console.log([rowOf(trial), ...complaintsOf(trial).map((text) => `    ${short(text)}`)].join('\n'));
      trials.push(trial);
    };
    for (const name of values.together ? [] : modules) await add([name], quick);
    if (values.together) await add(modules, baseline);
    const accepted = trials.filter(({ outcome }) => outcome !== 'refused').flatMap((trial) => trial.modules);
    if (!values.together && accepted.length > 1) await add(accepted, baseline);
    return {
      name: checkout.name,
      commit: checkout.commit,
      folder: checkout.folder,
      ...recognised,
      typeErrors: types.missing === null ? types.errors.size : null,
      unchecked: types.missing,
      checkers: baseline.checkers,
      tests: !runsTests ? 'not run' : ranTests === null ? 'none' : ranTests.passed ? 'pass' : 'fail',
      trials,
    };
  } finally {
    loan.giveBack();
    checkout.restore();
  }
}

/** A text's first words on one line; the whole of it is in the JSON. */
function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}

/** What `backend info` takes it for, and whether it says that modules can be added. */
async function recogniseProject({ folder }: Checkout): Promise<Pick<RepoReport, 'framework' | 'supported'>> {
  const command = [process.execPath, join(repository, 'bin/backend.js'), 'info', '--json'];
  const { stdout } = await run(command, folder, { seconds: 60 });
  // Where there is no package.json at all, the document is an error and holds no findings.
  const { supported = false, found = [] } = JSON.parse(stdout);
  const names = found
    .filter(({ about }: { about: string }) => about === 'framework')
    .map(({ what }: { what: string }) => what);
  return { framework: names.join(', '), supported: supported === true };
}

const repos: RepoReport[] = [];
const broken: string[] = [];
const program = execaSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: repository }).stdout;

/** Written after every project, so that a run that is stopped has told what it knew. */
function write(): Report {
  const report = { date: new Date().toISOString().slice(0, 10), program, node: process.versions.node, repos };
  mkdirSync(dirname(resolve(values.json)), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, markdownOf(report));
  return report;
}

for (const folder of positionals) {
  if (interruption.signal.aborted) break;
  try {
    repos.push(await tryProject(folder));
  } catch (error) {
    broken.push(`${folder}: ${(error as Error).message}`);
    console.error(broken.at(-1));
  }
  write();
}
const report = write();
console.log(`\n${causesOf(report).join('\n')}\n\n${summaryOf(report).join('\n')}`);
if (broken.length > 0) console.log(`Not tried: ${broken.join('; ')}`);
const failed = repos.some(({ trials }) => trials.some(({ outcome }) => outcome === 'failed'));
process.exitCode = interruption.signal.aborted ? 130 : failed || broken.length > 0 ? 1 : 0;
