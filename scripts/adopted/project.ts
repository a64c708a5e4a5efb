import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { Adoption } from '../../src/modules/adopted.js';
import { renderFilesFor } from '../../src/plan/files.js';
import { type Answers, resolve } from '../../src/plan/resolve.js';
import { type Compiler, compilers, type Shape } from './shape.js';

/** What is added to a shape, and what is known of its signals. */
export interface Addition {
  readonly name: string;
  readonly answers: Answers;
  readonly handlesSignals: boolean;
  readonly versioning: Shape['host']['versioning'];
}

const minute = 60_000;

/** Runs a program to its end; throws with the tail of what it printed. */
export async function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { failed, shortMessage, all } = await execa(file, args, {
    cwd,
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: 10 * minute,
  });
  if (failed) throw new Error(`${shortMessage}\n${all.split('\n').slice(0, 40).join('\n')}`);
  return all;
}

/** Writes a shape with its modules; what was rendered before is taken away. Gives what has to be installed. */
export async function writeProject(
  folder: string,
  shape: Shape,
  addition: Addition,
): Promise<Readonly<Record<string, string>>> {
  const near = { side: 'behind', words: '', description: '' } as const;
  const place = {
    file: 'src/main.ts',
    framework: shape.host.framework,
    app: 'app',
    scope: null,
    suffix: '',
    near,
  };
  const host = { ...shape.host, versioning: addition.versioning };
  const adoption: Adoption = { host, install: place, finish: place, handlesSignals: addition.handlesSignals };
  const resolution = resolve(addition.answers, 'shop', adoption);
  const [problem] = resolution.problems;
  if (problem !== undefined) throw new Error(`${shape.name}: ${problem.what}`);
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  for (const { path, text } of await renderFilesFor(resolution, 'shop', adoption)) write(folder, path, text);
  for (const [path, text] of Object.entries(shape.files)) write(folder, path, text);
  const { compilerOptions } = shape;
  write(folder, 'tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }, null, 2));
  const facts = resolution.modules.flatMap(({ module, context }) => module.facts(context));
  const added = facts.flatMap((fact) => (fact.kind === 'dependency' ? [[fact.key, fact.range]] : []));
  return { ...Object.fromEntries(added), ...shape.packages };
}

/** Installs what a shape needs, unless that is there already. */
export async function installPackages(
  folder: string,
  shape: Shape,
  dependencies: Readonly<Record<string, string>>,
): Promise<void> {
  const type = shape.host.modules === 'esm' ? 'module' : 'commonjs';
  const manifest = JSON.stringify({ name: 'shop', private: true, type, dependencies }, null, 2);
  if (readIfThere(join(folder, 'installed.json')) === manifest) return;
  write(folder, 'package.json', manifest);
  await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], folder);
  write(folder, 'installed.json', manifest);
}

/** Installs the compilers beside the shapes. */
export async function installCompilers(folder: string): Promise<void> {
  const manifest = JSON.stringify({ private: true, dependencies: compilers }, null, 2);
  if (readIfThere(join(folder, 'package.json')) === manifest) return;
  write(folder, 'package.json', manifest);
  await run('npm', ['install', '--no-audit', '--no-fund'], folder);
}

/** Compiles a project, and throws with what the compiler says. */
export async function compile(folder: string, tools: string, compiler: Compiler): Promise<void> {
  const quiet = compiler === 'ts60' ? ['--ignoreDeprecations', '6.0'] : [];
  await run('node', [join(tools, 'node_modules', compiler, 'lib/tsc.js'), '-p', '.', ...quiet], folder);
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
