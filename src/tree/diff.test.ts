import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileTree, unifiedDiff } from './diff.js';
import type { Change } from './tree.js';

const change = (path: string, before: string | null, after: string | null): Change => ({
  path,
  status: before === null ? 'create' : after === null ? 'remove' : 'update',
  before,
  after,
});

describe('the unified diff', () => {
  it('shows what changes with three lines around it', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`);
    const before = lines.join('');
    const after = lines.with(10, 'changed\n').join('');
    expect(await unifiedDiff(change('src/a.ts', before, after))).toBe(
      [
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -8,7 +8,7 @@',
        ' line 7',
        ' line 8',
        ' line 9',
        '-line 10',
        '+changed',
        ' line 11',
        ' line 12',
        ' line 13',
        '',
      ].join('\n'),
    );
  });

  it('stands against /dev/null for new and removed files', async () => {
    expect(await unifiedDiff(change('a', null, 'x\n'))).toBe('--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n');
    expect(await unifiedDiff(change('a', 'x\n', null))).toBe('--- a/a\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n');
  });

  it.each([
    ['line feeds', 'a\nb\n', 'a\nc\nd\n'],
    ['carriage returns', 'a\r\nb\r\n', 'a\r\nc\r\n'],
    ['no line end at the end', 'a\nb', 'a\nc'],
    ['a line end that comes', 'a\nb', 'a\nb\n'],
    ['a new file', null, 'a\nb\n'],
    ['a removed file', 'a\nb\n', null],
  ])('is what git applies: %s', async (_name, before, after) => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'diff-'));
    try {
      if (before !== null) fs.writeFileSync(join(folder, 'file.txt'), before);
      fs.writeFileSync(join(folder, 'patch'), await unifiedDiff(change('file.txt', before, after)));
      execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', 'patch'], {
        cwd: folder,
      });
      const now = fs.existsSync(join(folder, 'file.txt'))
        ? fs.readFileSync(join(folder, 'file.txt'), 'utf8')
        : null;
      expect(now).toBe(after);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('the tree of files', () => {
  it('marks what happens to each, folders first', () => {
    const changes = [
      change('package.json', '{}', '{ }'),
      change('src/main.ts', null, ''),
      change('src/platform/queue/index.ts', null, ''),
      change('src/platform/queue/drivers/bullmq.ts', 'x', null),
      change('README.md', null, ''),
      change('test/unit/deep/a.test.ts', null, ''),
    ];
    expect(fileTree(changes)).toEqual([
      '├─ src/',
      '│  ├─ platform/queue/',
      '│  │  ├─ drivers/',
      '│  │  │  └─ - bullmq.ts',
      '│  │  └─ + index.ts',
      '│  └─ + main.ts',
      '├─ test/unit/deep/',
      '│  └─ + a.test.ts',
      '├─ + README.md',
      '└─ ~ package.json',
    ]);
    expect(fileTree([])).toEqual([]);
  });
});
