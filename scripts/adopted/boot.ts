import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort } from '../../fixtures/contract/free-port.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Call = (path: string, init?: RequestInit) => Promise<Answer>;

/** A backend that runs. */
export interface Running {
  readonly call: Call;
  /** All that it has printed. */
  log(): string;
  /** Asks it to end; gives its exit code. */
  end(): Promise<number | undefined>;
  kill(): void;
}

/** Boots a compiled backend on a free port of loopback, and waits until it listens. */
export async function boot(
  folder: string,
  prefix: string,
  env: Readonly<Record<string, string>>,
): Promise<Running> {
  const port = await freePort();
  const app = execa('node', ['dist/main.js'], {
    cwd: folder,
    reject: false,
    all: true,
    env: { NODE_ENV: 'production', PORT: String(port), ...env },
  });
  let log = '';
  app.all.on('data', (chunk: Buffer) => {
    log += String(chunk);
  });
  await until(
    () => log.includes('listening'),
    () => `it did not start:\n${log}`,
    20_000,
  );
  return {
    log: () => log,
    async call(path, init = {}) {
      const base = path.startsWith('/health') ? '' : prefix;
      const response = await fetch(`http://127.0.0.1:${port}${base}${path}`, init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parse(text) };
    },
    async end() {
      app.kill('SIGTERM');
      const { exitCode } = await Promise.race([app, wait(10_000, { exitCode: undefined })]);
      return exitCode;
    },
    kill: () => {
      app.kill('SIGKILL');
    },
  };
}

/** Waits until something holds; throws with the reason when it doesn't in time. */
export async function until(done: () => boolean, why: () => string, timeoutMs = 8_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!done()) {
    if (Date.now() > end) throw new Error(why());
    await wait(20);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
