import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Ran, runProgram, temporaryFolder } from './testing.js';

/** A place for a backend of every test of a file, and the commands that create and change it. */
export interface TemporaryBackend {
  /** An empty folder, and in it that of the backend, which `create` makes. */
  folder(): string;
  root(): string;
  /** Creates the backend with these flags, without packages and git. */
  create(flags: string): Promise<Ran>;
  /** Runs `backend` with a command line, in the backend's folder. */
  backend(commandLine: string, cwd?: string): Promise<Ran>;
  /** The same, without installing packages. */
  change(commandLine: string): Promise<Ran>;
  read(path: string): string;
  /** Every file of the backend, by its path. */
  snapshot(): Readonly<Record<string, string>>;
}

export function temporaryBackend(): TemporaryBackend {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const root = (): string => join(folder.path, 'my-api');
  const backend: TemporaryBackend['backend'] = (commandLine, cwd = root()) =>
    runProgram('backend', split(commandLine), { cwd });
  return {
    folder: () => folder.path,
    root,
    create: (flags) =>
      runProgram('create-backend', split(`my-api ${flags} --no-install --no-git`), { cwd: folder.path }),
    backend,
    change: (commandLine) => backend(`${commandLine} --no-install`),
    read: (path) => readFileSync(join(root(), path), 'utf8'),
    snapshot: () =>
      Object.fromEntries(
        readdirSync(root(), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [path, readFileSync(path, 'utf8')]),
      ),
  };
}

const split = (commandLine: string): string[] => commandLine.split(' ').filter((word) => word !== '');
