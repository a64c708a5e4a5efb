import { join, relative } from 'node:path';
import { createFsFromVolume, type IFs, Volume } from 'memfs';
import type { Disk } from './disk.js';

/** What a folder holds: files as `<mode> <text>`, folders as `<mode> folder`, links as `-> <target>`, by their path. */
export type Snapshot = Readonly<Record<string, string>>;

/** A file system in memory, for tests: the commit and the tree both work on it. */
export interface MemoryDisk extends Disk {
  readonly files: IFs;
  readFileSync(path: string): Uint8Array;
  readFileSync(path: string, encoding: 'utf8'): string;
  realpathSync(path: string): string;
}

/** Makes a file system in memory with these files; `null` is an empty folder. */
export function memoryDisk(contents: Readonly<Record<string, string | null>>, root = '/project'): MemoryDisk {
  const files = createFsFromVolume(Volume.fromJSON({ ...contents }, root));
  function readFileSync(path: string): Uint8Array;
  function readFileSync(path: string, encoding: 'utf8'): string;
  function readFileSync(path: string, encoding?: 'utf8'): string | Uint8Array {
    const bytes = Buffer.from(files.readFileSync(path));
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
  return {
    files,
    readFileSync,
    accessSync: (path, mode) => files.accessSync(path, mode),
    chmodSync: (path, mode) => files.chmodSync(path, mode),
    chownSync: (path, uid, gid) => files.chownSync(path, uid, gid),
    closeSync: (descriptor) => files.closeSync(descriptor),
    fsyncSync: (descriptor) => files.fsyncSync(descriptor),
    linkSync: (existing, path) => files.linkSync(existing, path),
    lstatSync: (path: string) => files.lstatSync(path),
    mkdirSync: (path) => files.mkdirSync(path),
    openSync: (path, flags, mode) => files.openSync(path, flags, mode),
    readdirSync: (path) => files.readdirSync(path).map(String),
    realpathSync: (path) => String(files.realpathSync(path)),
    renameSync: (from, to) => files.renameSync(from, to),
    rmdirSync: (path) => files.rmdirSync(path),
    unlinkSync: (path) => files.unlinkSync(path),
    writeFileSync: (descriptor, data) => files.writeFileSync(descriptor, data),
  };
}

/** Everything below a folder, with permissions, so that two states can be compared to the byte. */
export function snapshot(disk: Disk, root: string): Snapshot {
  const found: Record<string, string> = {};
  const visit = (folder: string) => {
    for (const name of disk.readdirSync(folder).map(String)) {
      const path = join(folder, name);
      const stats = disk.lstatSync(path);
      const mode = (stats.mode & 0o7777).toString(8);
      const key = relative(root, path);
      if (stats.isSymbolicLink()) found[key] = '-> link';
      else if (stats.isDirectory()) {
        found[key] = `${mode} folder`;
        visit(path);
      } else found[key] = `${mode} ${Buffer.from(disk.readFileSync(path)).toString('base64')}`;
    }
  };
  visit(root);
  return found;
}

export interface FaultyDisk {
  readonly disk: Disk;
  /** How many operations that change something were asked for. */
  readonly count: () => number;
}

/**
 * A disk whose changing operations fail by plan. `fails` is asked with the number of each, from 1. A write that fails
 * leaves half of its bytes behind, as a full disk does; a descriptor is closed all the same.
 */
export function faultyDisk(disk: Disk, fails: (operation: number) => boolean, code = 'ENOSPC'): FaultyDisk {
  let operations = 0;
  const wrap =
    <Given extends readonly unknown[], T>(
      real: (...given: Given) => T,
      instead?: (...given: Given) => void,
    ) =>
    (...given: Given): T => {
      operations += 1;
      if (!fails(operations)) return real(...given);
      instead?.(...given);
      throw Object.assign(new Error(`${code}, by plan`), { code });
    };
  const faulty: Disk = {
    ...disk,
    chmodSync: wrap(disk.chmodSync),
    closeSync: wrap(disk.closeSync, disk.closeSync),
    fsyncSync: wrap(disk.fsyncSync),
    linkSync: wrap(disk.linkSync),
    mkdirSync: wrap(disk.mkdirSync),
    openSync: wrap(disk.openSync),
    renameSync: wrap(disk.renameSync),
    rmdirSync: wrap(disk.rmdirSync),
    unlinkSync: wrap(disk.unlinkSync),
    writeFileSync: wrap(disk.writeFileSync, (descriptor, data) => {
      disk.writeFileSync(descriptor, data.subarray(0, data.length / 2));
    }),
  };
  return { disk: faulty, count: () => operations };
}
