import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkout, differences } from './checkout.js';
import { Loan } from './loan.js';
import { readOutput } from './types.js';

let root: string;
const at = (path: string): string => join(root, path);
const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'field-test-'));
  git('init', '--quiet');
  writeFileSync(at('.gitignore'), 'node_modules\n*.log\n');
  writeFileSync(at('app.ts'), 'export {};\n');
  git('add', '.');
  git('-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '--quiet', '-m', 'first');
  writeFileSync(at('kept.log'), 'of the user\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Everything that a program can leave in a project. */
function litter(): void {
  writeFileSync(at('app.ts'), 'export {};\nadded();\n');
  writeFileSync(at('new file.ts'), '');
  writeFileSync(at('ignored.log'), '');
  mkdirSync(at('empty/inner'), { recursive: true });
}

describe('a checkout', () => {
  it('is refused while it has changes of its own', () => {
    litter();
    expect(() => new Checkout(root)).toThrow(/aren't committed/);
  });

  it('notices changed, new and ignored files, and empty folders', () => {
    const checkout = new Checkout(root);
    const before = checkout.state();
    litter();
    const traces = ['app.ts', 'empty/', 'ignored.log', 'new file.ts'];
    expect(differences(before, checkout.state())).toEqual(traces);
    expect(checkout.traces()).toEqual(traces);
    expect(checkout.created()).toEqual(['new file.ts', 'ignored.log']);
    expect(checkout.changed()).toEqual(new Map([['app.ts', { added: 1, removed: 0 }]]));
  });

  it('gives it back as it was, with what was ignored before', () => {
    const checkout = new Checkout(root);
    litter();
    checkout.restore();
    expect(checkout.traces()).toEqual([]);
    expect(readFileSync(at('app.ts'), 'utf8')).toBe('export {};\n');
    expect(existsSync(at('empty'))).toBe(false);
    expect(existsSync(at('kept.log'))).toBe(true);
  });

  it('takes away what came after a state, and leaves the rest', () => {
    const checkout = new Checkout(root);
    litter();
    const after = checkout.state();
    writeFileSync(at('coverage.log'), '');
    checkout.cleanTo(after);
    expect(differences(after, checkout.state())).toEqual([]);
  });
});

describe('lent packages', () => {
  it('stand in for another version as long as they are lent', async () => {
    const install = (home: string, name: string, version: string): void => {
      mkdirSync(at(`${home}/node_modules/${name}`), { recursive: true });
      writeFileSync(at(`${home}/node_modules/${name}/package.json`), JSON.stringify({ name, version }));
    };
    install('project', 'ioredis', '4.0.0');
    install('store/ioredis@5.1.0', 'ioredis', '5.1.0');
    install('store/ioredis@5.1.0', 'denque', '2.0.0');
    install('store/@scope+new@1.0.0', '@scope/new', '1.0.0');
    const loan = new Loan(at('project'), root, at('store'));
    const versionOf = (name: string): unknown =>
      JSON.parse(readFileSync(at(`project/node_modules/${name}/package.json`), 'utf8')).version;

    const missing = await loan.lend(
      new Map([
        ['ioredis', '^5.1.0'],
        ['@scope/new', '1.0.0'],
      ]),
    );
    expect(missing).toEqual([]);
    expect(versionOf('ioredis')).toBe('5.1.0');
    expect(versionOf('ioredis/node_modules/denque')).toBe('2.0.0');
    expect(versionOf('@scope/new')).toBe('1.0.0');

    loan.giveBack();
    expect(versionOf('ioredis')).toBe('4.0.0');
    expect(existsSync(at('project/node_modules/@scope'))).toBe(false);
    expect(existsSync(at('store/ioredis@5.1.0/node_modules/denque'))).toBe(true);
  });
});

describe('what a compiler prints', () => {
  it('is read without line numbers, with continuations, and with the files it looked at', () => {
    const { errors, files } = readOutput(
      [
        'src/a.ts(3,1): error TS2322: Type A is wrong.',
        '  Because of B.',
        'src/a.ts(9,1): error TS2322: Type A is wrong.',
        '  Because of B.',
        "error TS5101: Option 'x' is deprecated.",
        '/repo/src/a.ts',
        '/repo/node_modules/x/index.d.ts',
      ].join('\n'),
      '/repo',
    );
    expect([...errors]).toEqual([
      'src/a.ts TS2322 Type A is wrong. Because of B.',
      "the project TS5101 Option 'x' is deprecated.",
    ]);
    expect([...files]).toEqual(['src/a.ts']);
  });
});
