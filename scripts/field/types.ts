import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { run } from './command.js';

/** What a project's own TypeScript says. */
export interface TypeCheck {
  /** One text an error: file, code, message. Without lines, which shift when a line is added above. */
  readonly errors: ReadonlySet<string>;
  /** The project's files that were looked at, relative to the package. */
  readonly files: ReadonlySet<string>;
  readonly seconds: number;
  /** Why there is no result: no compiler, no `tsconfig.json`, no time. */
  readonly missing: string | null;
}

/** Of a project that no modules can be added to. */
export const notChecked: TypeCheck = {
  errors: new Set(),
  files: new Set(),
  seconds: 0,
  missing: 'not asked',
};

const seconds = 600;

/** Type-checks a package with its own compiler and settings, and writes nothing. */
export async function checkTypes(folder: string): Promise<TypeCheck> {
  const compiler = programOf(folder, 'tsc');
  const config = configOf(folder);
  const none = { errors: new Set<string>(), files: new Set<string>(), seconds: 0 };
  if (compiler === null) return { ...none, missing: 'no TypeScript' };
  if (config === null) return { ...none, missing: 'no tsconfig.json' };
  const flags = ['--noEmit', '--pretty', 'false', '--incremental', 'false', '--composite', 'false'];
  const ran = await run([compiler, '-p', config, ...flags, '--listFiles'], folder, { seconds });
  if (ran.code === null) return { ...none, seconds: ran.seconds, missing: `no answer in ${seconds} s` };
  return { ...readOutput(ran.stdout, folder), seconds: ran.seconds, missing: null };
}

/** Reads what `tsc --listFiles` prints: errors with their indented continuations, and one absolute path a line. */
export function readOutput(output: string, folder: string): Pick<TypeCheck, 'errors' | 'files'> {
  const errors: string[] = [];
  const files = new Set<string>();
  let inError = false;
  for (const line of output.split(/\r?\n/)) {
    const [, file, code, message] = /^(?:(.+?)\(\d+,\d+\): )?error (TS\d+): (.*)$/.exec(line) ?? [];
    if (code !== undefined) {
      // A lent package lies in another place than one of the project's own.
      const place = file?.replace(/^.*\/node_modules\//, 'node_modules/') ?? 'the project';
      errors.push([place, code, message].join(' '));
      inError = true;
    } else if (inError && line.startsWith(' ')) {
      errors.push(`${errors.pop()} ${line.trim()}`);
    } else {
      inError = false;
      if (line.startsWith('/') && !line.includes('/node_modules/')) files.add(relative(folder, line));
    }
  }
  return { errors: new Set(errors), files };
}

/** The errors of a check that an earlier one didn't have. */
export function newErrors(before: TypeCheck, after: TypeCheck): readonly string[] {
  return [...after.errors].filter((error) => !before.errors.has(error));
}

/** A program of a package's dependencies, also one that the workspace around it has. */
export function programOf(folder: string, name: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, 'node_modules/.bin', name);
    if (existsSync(path)) return path;
    if (at === dirname(at) || existsSync(join(at, '.git'))) return null;
  }
}

/** The configuration that has the sources: a `tsconfig.json` may have nothing but references to others. */
function configOf(folder: string): string | null {
  for (const path of ['tsconfig.json', 'src/tsconfig.json']) {
    const absolute = join(folder, path);
    if (!existsSync(absolute)) continue;
    const { files, include, references } = parse(readFileSync(absolute, 'utf8')) ?? {};
    const empty = files?.length === 0 && (include ?? []).length === 0;
    if (!Array.isArray(references) || !empty) return path;
    const paths = references.map((reference: { path?: string }) => String(reference.path));
    return paths.find((reference) => !/spec|test/.test(reference)) ?? path;
  }
  return null;
}
