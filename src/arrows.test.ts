import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const biome = join(root, 'node_modules/@biomejs/biome');

const refused = [
  ['plan', '../cli/run.js'],
  ['modules', '../plan/reconcile.js'],
  ['frameworks', '../plan/plan.js'],
  ['facts', '../cli/run.js'],
  ['edit', '../facts/fact.js'],
  ['packages', '../edit/json.js'],
  ['tree', '../edit/json.js'],
  ['project', '../tree/tree.js'],
] as const;

const allowed = [
  ['cli', '../plan/reconcile.js'],
  ['plan', '../packages/package-managers.js'],
  ['modules', '../facts/declare.js'],
  ['facts', '../edit/json.js'],
  ['tree', '../project/errors.js'],
] as const;

const ways = {
  value: (specifier: string) => `export * from '${specifier}';\n`,
  type: (specifier: string) => `export type { A } from '${specifier}';\n`,
  lazy: (specifier: string) => `export const load = () => import('${specifier}');\n`,
};

const effects = {
  prints: `console.log('done');\n`,
  ends: 'process.exit(1);\n',
  asks: `export * from '@clack/prompts';\n`,
};

let findings: readonly string[] = [];
const found = (path: string): string => findings.filter((line) => line.includes(`/${path},line=`)).join('\n');

describe('the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arrows-'));
  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(() => {
    cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
    for (const [way, text] of Object.entries(ways)) {
      for (const [layer, specifier] of refused) plant(`src/${layer}/refused-${way}.ts`, text(specifier));
      for (const [layer, specifier] of allowed) plant(`src/${layer}/allowed-${way}.ts`, text(specifier));
    }
    for (const [effect, text] of Object.entries(effects)) {
      plant(`src/tree/${effect}.ts`, text);
      plant(`src/cli/${effect}.ts`, text);
    }
    const { bin } = JSON.parse(readFileSync(join(biome, 'package.json'), 'utf8'));
    const { stdout } = spawnSync(
      process.execPath,
      [join(biome, bin.biome), 'lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'],
      { cwd: folder, encoding: 'utf8' },
    );
    findings = stdout.split('\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(refused)('refuses that %s imports %s, as value, type or lazily', (layer) => {
    for (const way of Object.keys(ways)) {
      expect(found(`src/${layer}/refused-${way}.ts`)).toContain('may not import this');
    }
  });

  it.each(allowed)('lets %s import %s', (layer) => {
    for (const way of Object.keys(ways)) expect(found(`src/${layer}/allowed-${way}.ts`)).toBe('');
  });

  it('lets nobody but src/cli print, ask and end the process', () => {
    expect(found('src/tree/prints.ts')).toContain('noConsole');
    expect(found('src/tree/ends.ts')).toContain('Only src/cli ends the process');
    expect(found('src/tree/asks.ts')).toContain('Only src/cli asks and prints');
    for (const effect of Object.keys(effects)) expect(found(`src/cli/${effect}.ts`)).toBe('');
  });
});
