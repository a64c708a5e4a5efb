import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { backendProgram } from './backend-commands.js';
import { createProgram } from './create-command.js';
import { run } from './run.js';
import type { Surroundings } from './session.js';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Surroundings['env'];
  readonly stdin?: string;
  readonly signal?: AbortSignal;
}

class Sink extends Writable {
  text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** Runs a program in this process, as a script would: without a terminal. */
export async function runProgram(
  program: 'create-backend' | 'backend',
  args: readonly string[],
  { cwd, env = {}, stdin = '', signal = new AbortController().signal }: RunOptions,
): Promise<Ran> {
  const input = new PassThrough();
  input.end(stdin);
  const stdout = new Sink();
  const stderr = new Sink();
  const surroundings = { cwd, env, stdin: input, stdout, stderr, signal };
  const exitCode = await run(program === 'backend' ? backendProgram : createProgram, args, surroundings);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

/** A new empty folder, without symbolic links in its path; `remove` takes it away. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'create-backend-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Every file of a folder with its text, by its path in there; `without` names folders that are left out, wherever they are. */
export function textsIn(root: string, without: readonly string[] = []): Readonly<Record<string, string>> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split(sep).some((part) => without.includes(part)))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** A package manager that changes the lockfile, and during whose work the run is interrupted. */
export function installerThatIsInterrupted(folder: string): {
  readonly env: Surroundings['env'];
  readonly signal: AbortSignal;
} {
  const bin = join(folder, 'bin');
  const started = join(folder, 'started');
  mkdirSync(bin);
  const script = `#!/bin/sh\necho changed > package-lock.json\nmkdir -p node_modules/x\ntouch '${started}'\nexec sleep 30\n`;
  writeFileSync(join(bin, 'npm'), script, { mode: 0o755 });
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (!existsSync(started)) return;
    clearInterval(timer);
    controller.abort();
  }, 20);
  return { env: { PATH: `${bin}:/usr/bin:/bin` }, signal: controller.signal };
}
