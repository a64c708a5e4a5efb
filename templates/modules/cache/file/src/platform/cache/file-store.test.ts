import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withFileLock } from './file-lock.js';
import { fileStore } from './file-store.js';
import { sweep } from './files.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cache-'));
});
afterEach(() => rm(dir, { recursive: true }));

const files = async (): Promise<string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('the folder', () => {
  it('is swept beside the writes when there is much in it: what ends first goes first', async () => {
    const store = fileStore({ dir, maxBytes: 10_000 });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    for (const [index, key] of keys.entries()) {
      await store.write(key, 'x'.repeat(3000), 60 + index);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await vi.waitFor(async () => {
      const kept = await store.read(keys);
      expect(kept.map((text) => text?.length)).toEqual([undefined, undefined, 3000, 3000, 3000]);
    });
  });

  it('loses what is over and what killed processes left, and nothing of somebody else', async () => {
    const store = fileStore({ dir, maxBytes: 10_000 });
    await store.write('over', 'text', -1);
    await store.write('kept', 'text', 60);
    await store.increment('count', 1, 60);
    await writeFile(join(dir, 'notes.txt'), 'mine');
    await utimes(join(dir, 'notes.txt'), 0, 0);
    await writeFile(join(dir, `${'a'.repeat(62)}.tmp`), 'half');
    await sweep(dir, 10_000);
    expect(await files()).toHaveLength(4);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await sweep(dir, 10_000);
    vi.useRealTimers();
    expect(await files()).toEqual(['notes.txt']);
  });

  it('takes a text in place of one that is over', async () => {
    const store = fileStore({ dir, maxBytes: 10_000 });
    await store.write('tag', 'old', -1);
    await store.writeMissing(['tag'], 'new', 60);
    await store.writeMissing(['tag'], 'newer', 60);
    expect(await store.read(['tag'])).toEqual(['new']);
  });

  it('says when it can not be written to', async () => {
    await writeFile(join(dir, 'file'), '');
    const store = fileStore({ dir: join(dir, 'file'), maxBytes: 10_000 });
    for (const asked of [
      store.ping(),
      store.read(['key']),
      store.write('key', 'text', 60),
      store.writeMissing(['key'], 'text', 60),
    ])
      await expect(asked).rejects.toThrow();
  });
});

describe('a lock', () => {
  it('is held by one at a time, whatever becomes of its work', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
      throw new Error('done');
    };
    const path = join(dir, 'lock');
    const all = await Promise.allSettled([1, 2, 3].map(() => withFileLock(path, work)));
    for (const { status } of all) expect(status).toBe('rejected');
    expect(inside).toBe(0);
  });

  it('of a killed process is taken over', async () => {
    const path = join(dir, 'lock');
    await writeFile(path, '');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6000 });
    expect(await withFileLock(path, async () => 'free')).toBe('free');
    vi.useRealTimers();
  });

  it('that is never free is an error', async () => {
    await writeFile(join(dir, 'lock'), '');
    const now = Date.now();
    vi.spyOn(Date, 'now')
      .mockReturnValueOnce(now)
      .mockReturnValue(now + 11_000);
    await expect(withFileLock(join(dir, 'lock'), async () => 'free')).rejects.toThrow('never free');
  });

  it('needs a folder', async () => {
    await expect(withFileLock(join(dir, 'none', 'lock'), async () => {})).rejects.toThrow('ENOENT');
  });
});
