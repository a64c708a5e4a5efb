import { stripVTControlCharacters } from 'node:util';
import { packageManagerOf } from './package-managers.js';

/** What became of something that runs after the files are written. It is never a reason to take them back. */
export interface StepReport {
  readonly id: 'git' | 'install' | 'commit' | 'fix';
  /** The command that was run last: the one that failed, when one did. */
  readonly command: readonly string[];
  readonly status: 'done' | 'failed' | 'skipped';
  /** One sentence of why it isn't done; null when it is. */
  readonly reason: string | null;
  /** What to type in the project to finish the step, or to do it again. */
  readonly resume: string;
  /** The last lines that the command printed. */
  readonly output: string;
  /** fix: what the project's linter still has to say about our files. */
  readonly complaints?: number;
}

export interface StepOptions {
  /** Ends the running program when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each line that a program prints. */
  readonly onOutput?: ((line: string) => void) | undefined;
  readonly timeoutMs?: number | undefined;
  /** Variables for the programs, besides those of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

const linesKept = 20;
/** A program that doesn't end when it is asked to is ended all the same after this. */
const graceMs = 5_000;

/** Installs the dependencies of the project at `root`. Takes 15 minutes at most, unless told otherwise. */
export async function installDependencies(
  root: string,
  managerId: string,
  options: StepOptions,
): Promise<StepReport> {
  const manager = packageManagerOf(managerId);
  const run = runner(
    root,
    { timeoutMs: 15 * 60_000, ...options },
    {
      ...manager.installEnvironment,
      // Set to production, it would leave out the development dependencies.
      NODE_ENV: 'development',
    },
  );
  const ran = await run([manager.id, ...manager.installArguments]);
  const base = { id: 'install', command: ran.command, resume: manager.install, output: ran.output } as const;
  if (ran.outcome === 'done') return { ...base, status: 'done', reason: null };
  if (ran.outcome !== 'missing') return { ...base, status: 'failed', reason: ran.reason };
  const resume = manager.obtain === null ? manager.install : `${manager.obtain} && ${manager.install}`;
  return { ...base, status: 'failed', reason: ran.reason, resume };
}

/** Makes a git repository. Skipped inside of another one, and without git: neither is a failure. */
export async function initializeRepository(root: string, options: StepOptions): Promise<StepReport> {
  const run = gitIn(root, options);
  const report = (ran: Ran, status: StepReport['status']): StepReport =>
    gitReport('git', ran, status, ran.reason, 'git init');
  const inside = await run(['git', 'rev-parse', '--is-inside-work-tree']);
  if (inside.outcome === 'missing') return report(inside, 'skipped');
  if (inside.outcome === 'stopped') return report(inside, 'failed');
  if (inside.outcome === 'done')
    return { ...report(inside, 'skipped'), reason: 'The folder is part of a git repository already.' };
  const branch = await run(['git', 'config', '--get', 'init.defaultBranch']);
  const init = ['git', 'init', '--quiet', ...(branch.outcome === 'done' ? [] : ['--initial-branch=main'])];
  const ran = await run(init);
  return report(ran, ran.outcome === 'done' ? 'done' : 'failed');
}

/** Commits everything in a repository. Skipped when git doesn't know the user's name, which is no failure. */
export async function commitEverything(
  root: string,
  message: string,
  options: StepOptions,
): Promise<StepReport> {
  const run = gitIn(root, options);
  const commitLine = `git commit --message '${message.replaceAll("'", "'\\''")}'`;
  const added = await run(['git', 'add', '--all']);
  if (added.outcome !== 'done')
    return gitReport('commit', added, 'failed', added.reason, `git add --all && ${commitLine}`);
  const identity = await run(['git', 'var', 'GIT_COMMITTER_IDENT']);
  if (identity.outcome === 'failed') {
    const introduce =
      'git config --global user.name "Your Name" && git config --global user.email you@example.com';
    const reason = "git doesn't know your name and mail address.";
    return gitReport('commit', identity, 'skipped', reason, `${introduce} && ${commitLine}`);
  }
  const ran = await run(['git', 'commit', '--quiet', '--message', message]);
  return gitReport('commit', ran, ran.outcome === 'done' ? 'done' : 'failed', ran.reason, commitLine);
}

function gitReport(
  id: 'git' | 'commit',
  { command, output }: Ran,
  status: StepReport['status'],
  reason: string,
  resume: string,
): StepReport {
  return { id, command, status, reason: status === 'done' ? null : reason, resume, output };
}

/** Set when we are run by a hook of another repository, these variables would make git work on that one. */
const gitIn = (root: string, options: StepOptions) =>
  runner(
    root,
    { timeoutMs: 60_000, ...options },
    { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
  );

interface Ran {
  readonly command: readonly string[];
  /** stopped: it was interrupted or took too long. missing: there is no such program. */
  readonly outcome: 'done' | 'failed' | 'stopped' | 'missing';
  readonly reason: string;
  readonly output: string;
}

/**
 * Runs programs in a folder, one at a time. Whether one failed is told by its exit code alone: package managers print
 * warnings to stderr when all is well.
 */
function runner(
  cwd: string,
  { signal, onOutput, timeoutMs, environment }: StepOptions,
  variables: Readonly<Record<string, string | undefined>>,
) {
  return async (command: readonly string[]): Promise<Ran> => {
    const [program = '', ...args] = command;
    if (signal?.aborted) return { command, outcome: 'stopped', reason: 'Interrupted.', output: '' };
    const { execa } = await import('execa');
    const running = execa(program, args, {
      cwd,
      env: { ...environment, ...variables },
      stdin: 'ignore',
      all: true,
      reject: false,
      forceKillAfterDelay: graceMs,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    if (onOutput !== undefined)
      running.all.on('data', (chunk: unknown) => linesOf(String(chunk)).forEach(onOutput));
    const result = await running;
    const output = linesOf(result.all ?? '')
      .slice(-linesKept)
      .join('\n');
    const of = (outcome: Ran['outcome'], reason: string): Ran => ({ command, outcome, reason, output });
    if (!result.failed) return of('done', '');
    if (result.isCanceled) return of('stopped', 'Interrupted.');
    if (result.timedOut)
      return of('stopped', `${program} took more than ${Math.round((timeoutMs ?? 0) / 1000)} s.`);
    if (result.code === 'ENOENT') return of('missing', `${program} is not installed.`);
    const how = result.signal === undefined ? `with exit code ${result.exitCode}` : `by ${result.signal}`;
    return of('failed', `${command.join(' ')} ended ${how}.`);
  };
}

const linesOf = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split(/\r?\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
