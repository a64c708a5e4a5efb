import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Ran, runProgram, temporaryFolder, textsIn } from './testing.js';

/** A place for a backend of every test of a file, and the commands that create and change it. */
export interface TemporaryBackend {
  /** An empty folder, and in it that of the backend, which `create` makes. */
  folder(): string;
  root(): string;
  /** Creates the backend with these flags, without packages and git. */
  create(flags: string): Promise<Ran>;
  /** What a backend of these flags is: its snapshot, after which it is taken away. */
  whatCreates(flags: string): Promise<Readonly<Record<string, string>>>;
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
  const create: TemporaryBackend['create'] = (flags) =>
    runProgram('create-backend', split(`my-api ${flags} --no-install --no-git`), { cwd: folder.path });
  const snapshot: TemporaryBackend['snapshot'] = () => textsIn(root());
  return {
    folder: () => folder.path,
    root,
    create,
    async whatCreates(flags) {
      await create(flags);
      const texts = snapshot();
      rmSync(root(), { recursive: true });
      return texts;
    },
    backend,
    change: (commandLine) => backend(`${commandLine} --no-install`),
    read: (path) => readFileSync(join(root(), path), 'utf8'),
    snapshot,
  };
}

const split = (commandLine: string): string[] => commandLine.split(' ').filter((word) => word !== '');
