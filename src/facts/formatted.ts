import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a user's formatter makes of files, sorting their imports too: one run for all of them, in a folder of its own. */
export function formatFiles(files: ReadonlyMap<string, string>, config: object): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'formatted-'));
  try {
    const all = { root: true, linter: { enabled: false }, files: { maxSize: 1_000_000 }, ...config };
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(all));
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    execFileSync(resolve('node_modules/.bin/biome'), ['check', '--write', '--log-level=error', '.'], {
      cwd: folder,
      stdio: 'pipe',
    });
    return new Map([...files.keys()].map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
