import { posix } from 'node:path';
import type { Fact } from '../../src/facts/fact.js';
import { renderFiles, type WantedFile } from '../../src/plan/files.js';
import { type Answers, resolve } from '../../src/plan/resolve.js';

export interface Rendered {
  readonly answers: Answers;
  readonly files: ReadonlyMap<string, WantedFile>;
  readonly facts: readonly Fact[];
}

/** Renders a set of answers; throws for an unknown variable, left braces, or two modules that claim one path. */
export function renderSet(answers: Answers): Rendered {
  const resolution = resolve(answers, 'shop');
  const files = new Map(renderFiles(resolution, 'shop').map((file) => [file.path, file]));
  const facts = resolution.modules.flatMap(({ module, context }) => module.facts(context));
  return { answers, files, facts };
}

const importPattern = /^(?:import|export)\b[^'";]*from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** The specifiers that a TypeScript text imports. */
export function specifiersOf(text: string): readonly string[] {
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The project path that a relative specifier of a file means, or null for a package. */
export function targetOf(path: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

/** The package that a specifier names, or null for relative paths and Node's own modules. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
