import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findHost } from '../frameworks/host.js';
import { Tree } from '../tree/tree.js';
import { diskReader } from './host-reader.js';

const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
afterEach(() => rmSync(workspace, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

it('reads installed packages that a package manager keeps elsewhere in the workspace', () => {
  mkdirSync(join(workspace, '.git'));
  const kept = 'node_modules/.pnpm/fastify@5.1.0/node_modules/fastify';
  write(`${kept}/package.json`, '{ "version": "5.1.0" }');
  write(
    'apps/api/package.json',
    '{ "main": "src/main.ts", "dependencies": { "fastify": "^4.0.0 || ^5.0.0" } }',
  );
  write(
    'apps/api/src/main.ts',
    "import Fastify from 'fastify';\n\nconst app = Fastify();\napp.get('/', list);\n",
  );
  mkdirSync(join(workspace, 'apps/api/node_modules'));
  symlinkSync(join(workspace, kept), join(workspace, 'apps/api/node_modules/fastify'));
  const tree = new Tree(join(workspace, 'apps/api'), fs);
  const reader = diskReader(join(workspace, 'apps/api'), (path) => tree.read(path));
  expect(findHost(reader, {})).toMatchObject({ status: 'found', host: { frameworkMajor: 5 } });
});
