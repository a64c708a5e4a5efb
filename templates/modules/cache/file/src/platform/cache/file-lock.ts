import { open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCode, unlessMissing } from './files.js';

// Work under a lock takes milliseconds: one that is older belongs to a process that was killed.
const staleMs = 5000;
const patienceMs = 10_000;

/** Runs `work` while no other process of this machine runs any under the same lock. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + patienceMs;
  while (!(await created(path))) {
    if (Date.now() > end) throw new Error(`The lock ${path} is never free.`);
    await removeStale(path);
    await sleep(1 + Math.random() * 4);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function created(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.close();
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function removeStale(path: string): Promise<void> {
  const found = await unlessMissing(stat(path));
  if (found === undefined || found.ctimeMs > Date.now() - staleMs) return;
  const aside = `${path}.${process.pid}`;
  // Of several processes that see it, the renaming lets one remove it.
  await unlessMissing(rename(path, aside));
  await rm(aside, { force: true });
}
