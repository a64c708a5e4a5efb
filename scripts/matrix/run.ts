/**
 * Renders sets of answers and checks them: no unknown variable, no braces left, every relative import resolves, every
 * dependency is declared and used, the formatter and the linter have nothing to say, the types fit, and what the program
 * accepts is what the tests' own oracle accepts.
 *
 * There are too many sets to render each. Every three answers that go together occur together in one that is; then sets
 * at random follow until a long row of them brings no text and no import that wasn't there before.
 * Usage: npm run matrix [-- --node-modules FOLDER --strength 3 --quiet 1000 --no-types]
 * FOLDER holds the packages; without it they are installed once.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve as absolute, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { describeAnswers } from '../../fixtures/answers/factors.js';
import { catalogue } from '../../src/packages/catalogue.js';
import type { Answers } from '../../src/plan/resolve.js';
import { Cover } from './cover.js';
import { checkDependencies } from './dependencies.js';
import { renderSet } from './rendered.js';
import { countAccepted, coveringSets, disagreement, randomSets } from './sets.js';
import { checkTypes } from './types.js';

const { values } = parseArgs({
  options: {
    'node-modules': { type: 'string' },
    strength: { type: 'string', default: '3' },
    quiet: { type: 'string', default: '1000' },
    'no-types': { type: 'boolean', default: false },
  },
});
const strength = Math.min(3, Math.max(1, Number(values.strength))) as 1 | 2 | 3;
const started = Date.now();
const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;
const findings = new Map<string, string>();
const cover = new Cover();

/** Checks a set; gives how much of it was new. */
function check(answers: Answers): number {
  const judgement = disagreement(answers);
  if (judgement !== null) note(judgement, answers);
  try {
    const rendered = renderSet(answers);
    const fresh = cover.add(rendered);
    for (const finding of checkDependencies(rendered)) note(finding, answers);
    for (const { path, text } of rendered.files.values()) checkData(path, text, answers);
    return fresh;
  } catch (error) {
    note((error as Error).message, answers);
    return 0;
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
  if (!findings.has(finding)) findings.set(finding, describeAnswers(answers));
}

const covering = coveringSets(strength);
for (const answers of covering.accepted) check(answers);
for (const answers of covering.refused) {
  const judgement = disagreement(answers);
  if (judgement !== null) note(judgement, answers);
}
let drawn = 0;
let late = 0;
let quiet = 0;
for (const answers of randomSets()) {
  if (quiet >= Number(values.quiet)) break;
  drawn += 1;
  const fresh = check(answers);
  late += fresh > 0 ? 1 : 0;
  quiet = fresh > 0 ? 0 : quiet + 1;
}
const variants = [...cover.texts.values()].reduce((sum, texts) => sum + texts.size, 0);
console.log(
  [
    `${countAccepted()} sets of answers are accepted.`,
    `${covering.accepted.length} of them have every ${strength} answers that go together; ${covering.refused.length} groups of ${strength} are refused.`,
    `${drawn} more at random: ${late} of them brought something new, the last ${quiet} nothing.`,
    `Rendered in ${seconds()}: ${cover.texts.size} paths, ${variants} texts.`,
  ].join('\n'),
);

const root = mkdtempSync(join(tmpdir(), 'matrix-'));
try {
  const given = values['node-modules'];
  if (given === undefined) install(root);
  else symlinkSync(absolute(given), join(root, 'node_modules'));
  for (const finding of lint(root)) findings.set(finding, '');
  console.log(`Linted in ${seconds()}.`);
  const sets = values['no-types'] ? [] : cover.choose();
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
  const left = configurations.flatMap(leftOut);
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
