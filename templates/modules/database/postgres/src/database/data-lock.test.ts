import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderInUse, lockDataFolder } from './data-lock.js';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-lock-'));
  lock = join(folder, 'postgres.lock');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('locks a folder until it is unlocked, and makes the folder', () => {
  const nested = join(folder, 'deep', 'data');
  const unlock = lockDataFolder(nested);
  expect(() => lockDataFolder(nested)).toThrow(`in use by process ${process.pid}`);
  unlock();
  lockDataFolder(nested)();
  expect(existsSync(join(nested, 'postgres.lock'))).toBe(false);
});

test('refuses a folder that another process holds, and says what to do', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  const stat = existsSync('/proc/self/stat') ? readFileSync(`/proc/${other.pid}/stat`, 'utf8') : '';
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  writeFileSync(lock, `${other.pid} ${startedAt}`);
  expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
  expect(() => lockDataFolder(folder)).toThrow(/in use by process \d+.*set DATABASE_URL/);
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockDataFolder(folder)();
});

test('takes over the lock of a dead process', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lock, `${pid} 1`);
  lockDataFolder(folder)();
});

test('takes over a lock that an earlier process with our number left behind', () => {
  writeFileSync(lock, `${process.pid} 1`);
  lockDataFolder(folder)();
});

test('takes a lock without text for one that is being written, but not for long', () => {
  writeFileSync(lock, '');
  expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
  utimesSync(lock, 0, 0);
  lockDataFolder(folder)();
});

test('passes on what the file system says', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => lockDataFolder(join(folder, 'file'))).toThrow('EEXIST');
});
