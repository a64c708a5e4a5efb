import type { Outcome, Trial } from './trial.js';

/** A project that was tried, and what came of every attempt. */
export interface RepoReport {
  readonly name: string;
  readonly commit: string;
  readonly folder: string;
  readonly framework: string;
  /** Whether `backend info` says that modules can be added. */
  readonly supported: boolean;
  /** Type errors that it has anyway; null when it isn't type-checked, and why. */
  readonly typeErrors: number | null;
  readonly unchecked: string | null;
  readonly checkers: readonly string[];
  readonly tests: 'pass' | 'fail' | 'none' | 'not run';
  readonly trials: readonly Trial[];
}

export interface Report {
  readonly date: string;
  /** The commit of this program. */
  readonly program: string;
  readonly node: string;
  readonly repos: readonly RepoReport[];
}

const together = (trial: Trial): boolean => trial.modules.length > 1;

/** Lines of the project's own code, as `+3 -1`; data such as package.json is counted apart. */
function linesOf({ changed }: Trial, code: boolean): string {
  const files = Object.entries(changed).filter(([path]) => /\.[cm]?[jt]s$/.test(path) === code);
  const sum = (key: 'added' | 'removed'): number => files.reduce((total, [, lines]) => total + lines[key], 0);
  return files.length === 0 ? '' : `+${sum('added')} -${sum('removed')}`;
}

const labelOf = (trial: Trial): string =>
  together(trial) ? `all ${trial.modules.length}` : trial.modules.join(' ');

/** The kinds of problems of an attempt, each with its number. */
function kindsOf(trial: Trial): string {
  const kinds = new Map<string, number>();
  for (const problem of trial.problems) {
    const kind = problem.slice(0, problem.indexOf(':'));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, number]) => (number > 1 ? `${kind} ${number}` : kind)).join(', ');
}

export const heading =
  '| module | outcome | new files | own code | other files | own tests | own style | s | what failed |\n|---|---|---|---|---|---|---|---|---|';

const styleOf = ({ lint }: Trial): string =>
  lint.map(({ name, passed }) => (passed ? name : `${name} FAILS`)).join(', ');

const testsOf = ({ tests }: Trial): string => (tests === null ? '' : tests.passed ? 'pass' : 'FAIL');

/** One attempt as a row. */
export function rowOf(trial: Trial): string {
  const cells = [
    labelOf(trial),
    trial.outcome,
    trial.created.length || '',
    linesOf(trial, true),
    linesOf(trial, false),
    testsOf(trial),
    styleOf(trial),
    trial.seconds.toFixed(1),
    kindsOf(trial),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Shares and counts over all attempts, as lines. */
export function summaryOf({ repos }: Report): readonly string[] {
  const trials = repos.flatMap((repo) => repo.trials);
  const supported = repos.filter((repo) => repo.supported).flatMap((repo) => repo.trials);
  const others = repos.filter((repo) => !repo.supported).flatMap((repo) => repo.trials);
  const count = (test: (trial: Trial) => boolean): number => trials.filter(test).length;
  const having = (kind: string) => (trial: Trial) =>
    trial.problems.some((problem) => problem.startsWith(kind));
  const share = (outcome: Outcome, among: readonly Trial[]): string =>
    `${among.filter((trial) => trial.outcome === outcome).length} of ${among.length}`;
  return [
    `${repos.length} projects, ${trials.length} attempts. In supported projects ${share('done', supported)} are done, ${share('refused', supported)} refused, ${share('failed', supported)} failed; in the others ${share('refused', others)} are refused cleanly.`,
    `With new type errors: ${count(having('types'))}. With traces after removing: ${count(having('traces'))}. Not the same when added again: ${count(having('add again'))}. With the project's tests broken: ${count(having('tests'))}. Wrote although it refused: ${count(having('wrote'))}.`,
    `Of ${count(({ lint }) => lint.length > 0)} attempts in projects whose own linter or formatter passes, ${count(({ lint }) => lint.some(({ passed }) => !passed))} have files that it complains about.`,
  ];
}

/** Everything that isn't as it should be after an attempt, and why it was refused, one text each. */
export function complaintsOf({ problems, sentence, lint, unfixed }: Trial): readonly string[] {
  return [
    ...problems,
    ...(sentence === null ? [] : [`refused: ${sentence}`]),
    ...unfixed.map((reason) => `not fixed: ${reason}`),
    ...lint.filter(({ passed }) => !passed).map(({ name, output }) => `style: ${name}: ${output}`),
  ];
}

/** The problems and refusals of all attempts, each once, with where it happened; the most frequent first. */
export function causesOf({ repos }: Report): readonly string[] {
  const places = new Map<string, string[]>();
  const note = (text: string, place: string): unknown =>
    places.set(text, [...(places.get(text) ?? []), place]);
  for (const repo of repos) {
    for (const trial of repo.trials) {
      const place = `${repo.name} ${labelOf(trial)}`;
      for (const complaint of complaintsOf(trial)) note(complaint.replaceAll(repo.folder, '.'), place);
    }
  }
  return [...places]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([text, at]) =>
        `${at.length} x ${text}\n      in ${at.slice(0, 4).join('; ')}${at.length > 4 ? '; ...' : ''}`,
    );
}

/** The table of projects as Markdown, for `docs/field.md`. */
export function markdownOf(report: Report): string {
  const { date, program, node, repos } = report;
  const names = [
    ...new Set(
      repos.flatMap(({ trials }) =>
        trials.filter((trial) => !together(trial)).flatMap(({ modules }) => modules),
      ),
    ),
  ];
  const cell = (trial: Trial | undefined): string => {
    if (trial === undefined) return '';
    return trial.outcome === 'failed' ? `**failed** (${kindsOf(trial)})` : trial.outcome;
  };
  const rows = repos.map((repo) => {
    const single = names.map((name) =>
      repo.trials.find((trial) => !together(trial) && trial.modules[0] === name),
    );
    const all = repo.trials.find(together);
    const cells = [
      repo.name,
      `\`${repo.commit}\``,
      repo.framework,
      repo.typeErrors ?? repo.unchecked,
      ...single.map(cell),
      cell(all),
      ...(all === undefined ? ['', '', ''] : [styleOf(all), testsOf(all), linesOf(all, true)]),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const known = ['project', 'commit', 'framework', 'type errors before'];
  const head = [...known, ...names, 'all', 'own style', 'own tests', 'own code'];
  return [
    `Tried on ${date} with the commit \`${program}\` of this program, on Node ${node}.`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---|').join('')}`,
    ...rows,
    '',
    ...summaryOf(report),
    '',
  ].join('\n');
}
