import { fileURLToPath } from 'node:url';
import { type Checkout, differences, type Lines, type State } from './checkout.js';
import { type Ran, run } from './command.js';
import type { Loan } from './loan.js';
import { checkFiles, runTests, type Verdict } from './own-checks.js';
import { checkTypes, newErrors, type TypeCheck } from './types.js';

/** What a project is like before anything is added. */
export interface Baseline {
  readonly types: TypeCheck;
  /** Its tests, when they pass. */
  readonly tests: Verdict | null;
  /** Linters and formatters that its own files pass. */
  readonly checkers: readonly string[];
}

export type Outcome = 'done' | 'refused' | 'failed';

/** What came of adding modules to a project, and of removing them. */
export interface Trial {
  readonly modules: readonly string[];
  readonly outcome: Outcome;
  /** Why it was refused, in the program's own words. */
  readonly sentence: string | null;
  /** One line for everything that went wrong: `kind: what`. */
  readonly problems: readonly string[];
  /** What the project's own linters and formatters say about files that are new or changed. */
  readonly lint: readonly Verdict[];
  /** Why its fixers did nothing, one sentence each. */
  readonly unfixed: readonly string[];
  /** New files. */
  readonly created: readonly string[];
  /** The project's own files that were changed, with lines. */
  readonly changed: Readonly<Record<string, Lines>>;
  /** The tests after it; null when they weren't run. */
  readonly tests: Verdict | null;
  /** Modules that came along, and stayed when what was asked for was removed. */
  readonly stayed: readonly string[];
  /** Of `backend add` alone. */
  readonly seconds: number;
}

/** The part of what `backend --json` prints that is looked at. */
interface Printed {
  readonly error?: { code: string; what: string; why?: string; details?: string[] };
  readonly blocked?: readonly { file: string; what: string; explain?: string[] }[];
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly { id: string; status: string; reason: string | null }[];
}

const bin = fileURLToPath(new URL('../../bin/backend.js', import.meta.url));
/** Seconds. The project's own fixers have five minutes each. */
const limit = 900;
const flags = ['--yes', '--json', '--no-install', '--no-verify'];

/** Adds modules to a project, looks at what came of it, removes them, and restores the project. */
export async function attempt(
  checkout: Checkout,
  loan: Loan,
  modules: readonly string[],
  baseline: Baseline,
): Promise<Trial> {
  const nothing = {
    modules,
    sentence: null,
    problems: [],
    lint: [],
    unfixed: [],
    created: [],
    changed: {},
    tests: null,
    stayed: [],
  };
  const before = checkout.state();
  try {
    const added = await backend(checkout, 'add', modules);
    const seconds = added.ran.seconds;
    const touched = differences(before, checkout.state());
    if (added.ran.code === 2 || added.ran.code === 3) {
      const wrote = touched.length > 0 ? [`wrote although it refused: ${touched.join(', ')}`] : [];
      const outcome = wrote.length > 0 ? 'failed' : 'refused';
      return { ...nothing, outcome, sentence: sentenceOf(added.printed), problems: wrote, seconds };
    }
    if (added.ran.code !== 0) {
      return { ...nothing, outcome: 'failed', problems: [`add: ${describeRun(added)}`], seconds };
    }
    const unfixed = (added.printed.steps ?? [])
      .filter(({ id, status }) => id === 'fix' && status === 'failed')
      .map(({ reason }) => reason ?? 'no reason');
    if (touched.length === 0) {
      return {
        ...nothing,
        outcome: 'failed',
        problems: ['add: it says that it is done, and wrote nothing'],
        seconds,
      };
    }
    const looked = await look(checkout, loan, baseline);
    const undone = await again(checkout, modules, before);
    const problems = [...looked.problems, ...undone.problems];
    const outcome = problems.length === 0 ? 'done' : 'failed';
    return { ...nothing, ...looked, unfixed, stayed: undone.stayed, outcome, problems, seconds };
  } finally {
    loan.giveBack();
    checkout.restore();
  }
}

type Looked = Pick<Trial, 'problems' | 'lint' | 'created' | 'changed' | 'tests'>;

/** Types, style and tests of a project that modules were added to. */
async function look(checkout: Checkout, loan: Loan, baseline: Baseline): Promise<Looked> {
  const problems: string[] = [];
  const after = checkout.state();
  const created = checkout.created();
  const changed = Object.fromEntries(checkout.changed());
  const missing = await loan.lend(newDependencies(checkout));
  problems.push(...missing.map((name) => `package: ${name} can't be installed`));
  if (baseline.types.missing === null) {
    const types = await checkTypes(checkout.folder);
    if (types.missing !== null) problems.push(`types: ${types.missing}`);
    problems.push(...newErrors(baseline.types, types).map((error) => `types: ${error}`));
    const unseen = created.filter((path) => path.endsWith('.ts') && !types.files.has(path));
    if (types.missing === null) problems.push(...unseen.map((path) => `not compiled: ${path}`));
  }
  const sources = [...created, ...checkout.tracked('*.ts').filter((path) => path in changed)];
  const code = sources.filter((path) => path.endsWith('.ts'));
  const lint = await checkFiles(checkout, code, baseline.checkers);
  let tests: Verdict | null = null;
  if (baseline.tests !== null) {
    tests = await runTests(checkout, Math.max(60, baseline.tests.seconds * 4));
    if (tests !== null && !tests.passed) problems.push(`tests: ${tests.output}`);
  }
  checkout.cleanTo(after);
  return { problems, lint, created, changed, tests };
}

/** Adds once more, which must change nothing, and removes everything, which must leave nothing. */
async function again(
  checkout: Checkout,
  modules: readonly string[],
  before: State,
): Promise<Pick<Trial, 'problems' | 'stayed'>> {
  const problems: string[] = [];
  const after = checkout.state();
  const second = await backend(checkout, 'add', modules);
  if (second.ran.code !== 0 && second.printed.error?.code !== 'already-there') {
    problems.push(`add again: ${describeRun(second)}`);
  }
  const moved = differences(after, checkout.state());
  if (moved.length > 0) problems.push(`add again: changed ${moved.join(', ')}`);
  const removed = await backend(checkout, 'remove', modules);
  if (removed.ran.code !== 0)
    return { problems: [...problems, `remove: ${describeRun(removed)}`], stayed: [] };
  const own = modulesOf(checkout.committed('backend.json'));
  const stayed = Object.keys(removed.printed.answers ?? {}).filter((module) => !own.includes(module));
  if (stayed.length > 0) {
    const rest = await backend(checkout, 'remove', stayed);
    if (rest.ran.code !== 0) problems.push(`remove ${stayed.join(' ')}: ${describeRun(rest)}`);
  }
  const traces = differences(before, checkout.state());
  if (traces.length > 0) problems.push(`traces: ${traces.join(', ')}`);
  return { problems, stayed };
}

/** The modules of a project that was one of this program's before. */
function modulesOf(manifest: string | null): readonly string[] {
  return Object.keys(JSON.parse(manifest ?? '{}').modules ?? {});
}

/** What package.json asks for and didn't before. */
function newDependencies(checkout: Checkout): ReadonlyMap<string, string> {
  const now = dependenciesOf(checkout.text('package.json'));
  const before = dependenciesOf(checkout.committed('package.json'));
  return new Map([...now].filter(([name, range]) => before.get(name) !== range));
}

function dependenciesOf(manifest: string | null): ReadonlyMap<string, string> {
  const { dependencies, devDependencies } = JSON.parse(manifest ?? '{}');
  return new Map(Object.entries<string>({ ...dependencies, ...devDependencies }));
}

interface Answer {
  readonly ran: Ran;
  readonly printed: Printed;
}

async function backend({ folder }: Checkout, command: string, modules: readonly string[]): Promise<Answer> {
  const ran = await run([process.execPath, bin, command, ...modules, ...flags], folder, { seconds: limit });
  try {
    return { ran, printed: JSON.parse(ran.stdout) };
  } catch {
    const tail = ran.all.trim().split('\n').slice(-6).join('\n');
    return {
      ran: { ...ran, code: null },
      printed: { error: { code: 'no-document', what: tail || 'no output' } },
    };
  }
}

function describeRun({ ran, printed }: Answer): string {
  return ran.seconds >= limit ? `no answer in ${limit} s` : `exit ${ran.code}: ${sentenceOf(printed)}`;
}

/** What a person would be told first. */
function sentenceOf({ error, blocked }: Printed): string {
  const stops = (blocked ?? []).map(({ file, what, explain }) =>
    `${file}: ${what} ${explain?.[0] ?? ''}`.trim(),
  );
  const said = error === undefined ? [] : [[error.what, error.why].filter(Boolean).join(' ')];
  return [...said, ...stops].join(' | ') || 'no sentence';
}
