import { createHash } from 'node:crypto';
import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withFileLock } from './file-lock.js';
import { isCode, type KeptFile, readKept, sweep, writeKept } from './files.js';
import { NotACount, type RemoteStore } from './types.js';

export interface FileStoreOptions {
  readonly dir: string;
  /** What all files together may take, in bytes; the ones that end first go first. */
  readonly maxBytes: number;
}

/** Texts in files, a file a key, that all processes of one machine share. */
export function fileStore({ dir, maxBytes }: FileStoreOptions): RemoteStore {
  let unsweptBytes = 0;
  let sweptAt = Date.now();
  let sweeping: Promise<void> | undefined;

  /** Sweeps beside the writes: after a twentieth of what there is room for, and every minute. */
  function noteWritten(bytes: number): void {
    unsweptBytes += bytes;
    const isDue = unsweptBytes > maxBytes / 20 || Date.now() > sweptAt + 60_000;
    if (!isDue || sweeping !== undefined) return;
    unsweptBytes = 0;
    sweeping = sweep(dir, maxBytes)
      // What can't be removed now is found again by the next one.
      .catch(() => {})
      .finally(() => {
        sweeping = undefined;
        sweptAt = Date.now();
        // What was written meanwhile may be due already, and nobody knows when the next write comes.
        noteWritten(0);
      });
  }

  function pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(dir, name.slice(0, 2), name.slice(2));
  }

  return {
    async ping() {
      await writeKept(pathOf('ping'), { text: '', endsAt: endOf(1) });
    },
    async read(keys) {
      const files = await Promise.all(keys.map((key) => readKept(pathOf(key))));
      return files.map((file) => file?.text);
    },
    async write(key, text, ttlSeconds) {
      await writeKept(pathOf(key), { text, endsAt: endOf(ttlSeconds) });
      noteWritten(text.length);
    },
    async writeMissing(keys, text, ttlSeconds) {
      await Promise.all(
        keys.map(async (key) => {
          const path = pathOf(key);
          const file = { text, endsAt: endOf(ttlSeconds) };
          if (await linkKept(path, file)) return;
          if ((await readKept(path)) !== undefined) return;
          await rm(path, { force: true });
          await linkKept(path, file);
        }),
      );
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    async increment(key, by, ttlSeconds) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      return withFileLock(`${path}.lock`, async () => {
        const kept = await readKept(path);
        const sum = Number(kept?.text ?? 0) + by;
        if (!Number.isSafeInteger(sum)) throw new NotACount(key);
        await writeKept(path, { text: String(sum), endsAt: kept?.endsAt ?? endOf(ttlSeconds) });
        return sum;
      });
    },
  };
}

const endOf = (ttlSeconds: number): Date => new Date(Date.now() + ttlSeconds * 1000);

/** Writes a file unless there is one, also one that is over; says whether it did. */
async function linkKept(path: string, file: KeptFile): Promise<boolean> {
  try {
    await writeKept(path, file, link);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}
