/**
 * Renders every combination that is accepted, and checks it: no unknown variable, no braces left, every relative import
 * resolves, every dependency is declared and used, the formatter and the linter have nothing to say, the types fit.
 * Usage: npm run matrix [-- --node-modules FOLDER]     FOLDER holds the packages; without it they are installed once.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve as absolute, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { catalogue } from '../../src/packages/catalogue.js';
import type { Answers } from '../../src/plan/resolve.js';
import { codeCombinations, deliveryCombinations, describe } from './combinations.js';
import { Cover } from './cover.js';
import { checkDependencies } from './dependencies.js';
import { renderSet } from './rendered.js';
import { checkTypes } from './types.js';

const { values } = parseArgs({ options: { 'node-modules': { type: 'string' }, every: { type: 'string' } } });
const started = Date.now();
const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;
const findings = new Map<string, string>();
const cover = new Cover();

function check(answers: Answers): void {
  try {
    const rendered = renderSet(answers);
    cover.add(rendered);
    for (const finding of checkDependencies(rendered)) note(finding, answers);
    for (const { path, text } of rendered.files.values()) checkData(path, text, answers);
  } catch (error) {
    note((error as Error).message, answers);
  }
}

function checkData(path: string, text: string, answers: Answers): void {
  if (/^[ \t]*(\/\/|#)[ \t]*$/m.test(text))
    note(`${path}: a comment is empty, which a tag may have left.`, answers);
  if (!/\.(json|ya?ml)$/.test(path) || path.startsWith('tsconfig')) return;
  try {
    if (path.endsWith('.json')) JSON.parse(text);
    else parseYaml(text);
  } catch (error) {
    note(`${path}: ${(error as Error).message}`, answers);
  }
}

/** The same finding in many sets is told once, with the first of them. */
function note(finding: string, answers: Answers): void {
  if (!findings.has(finding)) findings.set(finding, describe(answers));
}

const every = Number(values.every ?? 1);
const code = codeCombinations().filter((_set, index) => index % every === 0);
const delivery = deliveryCombinations().filter((_set, index) => index % every === 0);
for (const answers of [...code, ...delivery]) check(answers);
const variants = [...cover.texts.values()].reduce((sum, texts) => sum + texts.size, 0);
console.log(
  `${code.length} + ${delivery.length} combinations rendered in ${seconds()}: ${cover.texts.size} paths, ${variants} texts.`,
);

const root = mkdtempSync(join(tmpdir(), 'matrix-'));
try {
  const given = values['node-modules'];
  if (given === undefined) install(root);
  else symlinkSync(absolute(given), join(root, 'node_modules'));
  for (const finding of lint(root)) findings.set(finding, '');
  console.log(`Linted in ${seconds()}.`);
  const sets = cover.choose();
  const typed = checkTypes(root, sets, (done) => {
    if (done % 50 === 0) console.log(`${done} of ${sets.length} programs, ${seconds()}`);
  });
  for (const finding of typed) findings.set(finding, '');
  console.log(`${sets.length} programs type-checked in ${seconds()}.`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

for (const [finding, where] of findings)
  console.log(`- ${finding}${where === '' ? '' : `  [first in: ${where}]`}`);
console.log(`${findings.size} findings in ${seconds()}.`);
process.exitCode = findings.size === 0 ? 0 : 1;

function install(folder: string): void {
  const dependencies = Object.fromEntries(
    Object.entries(catalogue).map(([name, { version }]) => [name, version]),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

/** Lints every distinct text once, each beside the others of its set number, under the configuration that knows most. */
function lint(folder: string): string[] {
  const lines: string[] = [];
  const place = join(folder, 'lint');
  // Nest's lets decorators stand at parameters, which is of no account elsewhere.
  const configurations = [...(cover.texts.get('biome.json')?.keys() ?? [])];
  const [configuration] = configurations.sort((a, b) => b.length - a.length);
  if (configuration === undefined) return ['No combination has a biome.json.'];
  const left = leftOut(configuration);
  for (const [path, texts] of cover.texts) {
    if (left.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) continue;
    for (const [text, id] of texts) {
      const target = join(place, String(id), path);
      if (path === 'biome.json' && text !== configuration) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(path === 'biome.json' ? join(place, path) : target, text);
    }
  }
  try {
    execFileSync(
      join(folder, 'node_modules/.bin/biome'),
      [
        'check',
        '--reporter=github',
        '--max-diagnostics=none',
        '--vcs-enabled=false',
        '--error-on-warnings',
        '.',
      ],
      { cwd: place, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 100_000_000 },
    );
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    lines.push(...(stdout ?? '').split('\n').filter((line) => line.startsWith('::')));
    if (lines.length === 0) lines.push(`biome: ${stderr.slice(0, 2000)}`);
  }
  return lines;
}

/** What a project's own configuration leaves out; its paths don't match here, where every text has a folder around it. */
function leftOut(configuration: string): readonly string[] {
  const { files } = JSON.parse(configuration) as { files: { includes: readonly string[] } };
  return files.includes.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
}
