import { execa, execaSync } from 'execa';

/** What a program did. */
export interface Ran {
  /** Null when it was ended because its time was up, or couldn't start. */
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams, in the order in which they were written. */
  readonly all: string;
  readonly seconds: number;
}

export interface Limits {
  /** Seconds; afterwards the program and all that it started are killed. */
  readonly seconds: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Ends what runs and keeps anything else from starting, so that every checkout is restored on the way out. */
export const interruption = new AbortController();

/**
 * Variables for programs of strangers: they ask nothing, report home nothing, colour nothing, and Prisma downloads nothing.
 */
const quiet: Readonly<Record<string, string>> = {
  CI: '1',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  HUSKY: '0',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  NX_DAEMON: 'false',
  npm_config_update_notifier: 'false',
};

/** Runs a program to its end, or kills it with its whole process group. Never throws for what the program does. */
export async function run(command: readonly string[], cwd: string, limits: Limits): Promise<Ran> {
  interruption.signal.throwIfAborted();
  const [file = '', ...args] = command;
  const started = Date.now();
  const child = execa(file, args, {
    cwd,
    env: { ...quiet, ...limits.env },
    all: true,
    reject: false,
    stdin: 'ignore',
    maxBuffer: 50_000_000,
    detached: true,
    cleanup: false,
  });
  const kill = (): void => {
    // A group that is gone already needs no end.
    if (child.pid !== undefined) execaSync('kill', ['-KILL', '--', `-${child.pid}`], { reject: false });
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limits.seconds * 1_000);
  interruption.signal.addEventListener('abort', kill);
  try {
    const { exitCode, stdout, all } = await child;
    interruption.signal.throwIfAborted();
    return { code: late ? null : (exitCode ?? null), stdout, all, seconds: (Date.now() - started) / 1_000 };
  } finally {
    clearTimeout(timer);
    interruption.signal.removeEventListener('abort', kill);
  }
}

let offline: readonly string[] | undefined;

/**
 * The words before a command that give it a network of its own, with nothing but its own loopback: a stranger's tests
 * then reach no server and no database of this machine. None where the system doesn't allow it.
 */
export function withoutNetwork(): readonly string[] {
  const unshare = ['unshare', '--map-root-user', '--net'];
  const works = (): boolean =>
    execaSync('unshare', [...unshare.slice(1), 'true'], { reject: false }).exitCode === 0;
  offline ??= works() ? [...unshare, 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh'] : [];
  return offline;
}
