import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

const textsUnder = (folder: string): ReadonlyMap<string, string> =>
  new Map(filesUnder(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));

/** Links what npm would install beside the package: its dependencies and theirs, and nothing that only development has. */
function linkDependencies(target: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, { dev = false, optional = false }] of Object.entries<Record<string, boolean>>(packages)) {
    if (dev || optional || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    symlinkSync(join(root, path), join(target, path));
  }
}

describe('the packed package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const unpacked = join(folder, 'package');
  let packed: readonly string[] = [];

  const create = (bin: string, name: string): ReadonlyMap<string, string> => {
    const place = join(folder, name);
    mkdirSync(place);
    execFileSync(process.execPath, [bin, 'shop', '--yes', '--no-install', '--no-git'], { cwd: place });
    return textsUnder(join(place, 'shop'));
  };

  beforeAll(() => {
    // Without scripts: packing would build dist/ anew while other tests run what is in it.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [described] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8', stdio: 'pipe' }));
    packed = described.files.map(({ path }: { path: string }) => path);
    execFileSync('tar', ['-xzf', join(folder, described.filename), '-C', folder]);
    linkDependencies(unpacked);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['bin', 'dist', 'templates'])('holds every file of %s', (part) => {
    const expected = filesUnder(join(root, part)).map((path) => `${part}/${path}`);
    expect(packed.filter((path) => path.startsWith(`${part}/`)).sort()).toEqual(expected.sort());
  });

  it('holds nothing else but what npm always packs', () => {
    const others = packed.filter((path) => !/^(bin|dist|templates)\//.test(path));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('creates the backend that the checkout creates', () => {
    const fromPackage = create(join(unpacked, 'bin/create-backend.js'), 'from-package');
    expect(fromPackage.size).toBeGreaterThan(50);
    expect(fromPackage).toEqual(create(join(root, 'bin/create-backend.js'), 'from-checkout'));
  });

  it('changes a backend with what is installed beside it', () => {
    const cwd = join(folder, 'from-package/shop');
    const backend = join(unpacked, 'bin/backend.js');
    execFileSync(process.execPath, [backend, 'remove', 'queue', '--no-install'], { cwd });
    expect(filesUnder(cwd)).not.toContain('src/worker.ts');
    expect(filesUnder(cwd)).toContain('src/main.ts');
  });
});
