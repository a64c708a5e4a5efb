import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../fixtures/contract/free-port.js';

export interface RunningServer {
  readonly origin: string;
  /** User and system time so far, of all its threads. */
  cpuMs(): number;
  /** From its start to the first answer. */
  readonly firstAnswerMs: number;
  /** The most memory that it had so far, in MiB. */
  peakMiB(): number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A path that answers 200 when the server serves. */
  readonly probe: string;
  /** Where its output goes: a file, as the logs of a production process would. */
  readonly output: string;
}

// What Linux counts processes' time in, on every architecture that Node runs on.
const ticksPerSecond = 100;

/** Starts a Node process with PORT set and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = await freePort();
  const output = openSync(options.output, 'a');
  const startedAt = performance.now();
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...options.env, PORT: String(port) },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const origin = `http://127.0.0.1:${port}`;
  try {
    await answers(`${origin}${options.probe}`, child);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${String(error)}\n${readFileSync(options.output, 'utf8').slice(-2_000)}`);
  }
  return {
    origin,
    firstAnswerMs: performance.now() - startedAt,
    cpuMs: () => cpuMsOf(child.pid),
    peakMiB: () => peakMiBOf(child.pid),
    stop: () => stopServer(child),
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) return;
    await wait(10);
  }
  throw new Error(`${url} didn't answer within a minute.`);
}

function cpuMsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in parentheses and may hold spaces; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

function peakMiBOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const limit = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(limit);
}
