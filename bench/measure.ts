import { execFileSync } from 'node:child_process';

/** What one run of a process took. */
export interface Sample {
  readonly wallMs: number;
  /** User and system time, children included. */
  readonly cpuMs: number;
}

const shell = 'TIMEFORMAT="%R %U %S"; time "$@" > /dev/null 2> /dev/null';

/** Runs a program and measures it as bash's `time` does (getrusage, so that children count). */
export function measure(command: readonly string[], cwd: string): Sample {
  const output = execFileSync('bash', ['-c', `{ ${shell}; } 2>&1`, '_', ...command], {
    cwd,
    encoding: 'utf8',
  });
  const [wall, user, system] = output
    .trim()
    .split(/\s+/)
    .slice(-3)
    .map((seconds) => Number(seconds.replace(',', '.')) * 1000);
  if (
    wall === undefined ||
    user === undefined ||
    system === undefined ||
    Number.isNaN(wall + user + system)
  ) {
    throw new Error(`bash's time printed ${JSON.stringify(output)}.`);
  }
  return { wallMs: wall, cpuMs: user + system };
}

const reporter = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;

/** The peak resident memory of a Node program in MiB, as the process itself reports it when it ends. */
export function peakMemory(args: readonly string[], cwd: string): number {
  const output = execFileSync(
    'bash',
    ['-c', '"$@" 2>&1 >/dev/null || exit 1', '_', process.execPath, '--import', reporter, ...args],
    { cwd, encoding: 'utf8' },
  );
  return Number(/peak (\d+)\s*$/.exec(output)?.[1]) / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
