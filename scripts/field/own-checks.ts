import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkout } from './checkout.js';
import { run, withoutNetwork } from './command.js';
import { programOf } from './types.js';

/** A linter or formatter of the project. */
interface Checker {
  readonly name: string;
  readonly config: RegExp;
  /** The key of package.json that its configuration may stand under. */
  readonly key: string;
  readonly args: readonly string[];
}

/** What a check of the project says: it passed, or the first lines of what it printed. */
export interface Verdict {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

const checkers: readonly Checker[] = [
  {
    name: 'eslint',
    config: /^(\.eslintrc|eslint\.config\.)/,
    key: 'eslintConfig',
    args: ['--no-error-on-unmatched-pattern'],
  },
  {
    name: 'prettier',
    config: /^(\.prettierrc|prettier\.config\.)/,
    key: 'prettier',
    args: ['--check', '--ignore-unknown'],
  },
  { name: 'biome', config: /^biome\.jsonc?$/, key: 'biome', args: ['check', '--no-errors-on-unmatched'] },
];

/** So many of the project's own files say whether it follows its rules at all. */
const sampleSize = 40;

/** The project's linters and formatters that have nothing to say about its own files. */
export async function passingCheckers(checkout: Checkout): Promise<readonly string[]> {
  const files = checkout.tracked('*.ts').filter((path) => !path.endsWith('.d.ts'));
  const sources = files.filter(
    (path) => !/(^|\/)(tests?|__tests?__|migrations?)\/|\.(test|spec)\./.test(path),
  );
  const verdicts = await checkFiles(checkout, sources.slice(0, sampleSize));
  return verdicts.filter(({ passed }) => passed).map(({ name }) => name);
}

/** Runs the project's linters and formatters, or those that are named, over files. */
export async function checkFiles(
  { folder, top }: Checkout,
  files: readonly string[],
  only?: readonly string[],
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  if (files.length === 0) return verdicts;
  for (const { name, config, key, args } of checkers) {
    const program = programOf(folder, name);
    const configured = [folder, top].some((place) => isConfigured(place, config, key));
    if (program === null || !configured || (only !== undefined && !only.includes(name))) continue;
    const { code, all, seconds } = await run([program, ...args, ...files], folder, { seconds: 300 });
    verdicts.push({ name, passed: code === 0, output: head(all), seconds });
  }
  return verdicts;
}

/** Runs the project's own tests in a network of their own. Null when it has none. */
export async function runTests({ folder }: Checkout, seconds: number): Promise<Verdict | null> {
  const scripts = manifestOf(folder).scripts ?? {};
  const name = ['test', 'test:unit'].find((script) => scripts[script] !== undefined);
  if (name === undefined || /no test specified/.test(scripts[name] ?? '')) return null;
  const ran = await run([...withoutNetwork(), 'npm', 'run', name], folder, { seconds });
  const output = ran.code === null ? `no end in ${seconds} s` : ran.all.split('\n').slice(-12).join('\n');
  return { name, passed: ran.code === 0, output, seconds: ran.seconds };
}

function isConfigured(folder: string, config: RegExp, key: string): boolean {
  return readdirSync(folder).some((name) => config.test(name)) || manifestOf(folder)[key] !== undefined;
}

function manifestOf(folder: string): Record<string, Record<string, string>> {
  const path = join(folder, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function head(text: string): string {
  return text.trim().split('\n').slice(0, 100).join('\n');
}
