import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** What the project's own type-check said: a line per error, without places, which move with every edit. */
export type TypeCheck =
  | { readonly outcome: 'checked'; readonly errors: readonly TypeProblem[] }
  | { readonly outcome: 'skipped'; readonly why: string };

export interface TypeProblem {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface TypeCheckOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs the TypeScript that a project has installed over its `tsconfig.json`; writes nothing. */
export async function checkTypes(root: string, { timeoutMs, signal }: TypeCheckOptions): Promise<TypeCheck> {
  if (!existsSync(join(root, 'tsconfig.json'))) return { outcome: 'skipped', why: 'it has no tsconfig.json' };
  const compiler = installed(root, 'typescript/bin/tsc');
  if (compiler === null) return { outcome: 'skipped', why: 'TypeScript is not installed' };
  const ran = await execa(
    process.execPath,
    [
      '--max-old-space-size=4096',
      compiler,
      '--noEmit',
      '--incremental',
      'false',
      '--composite',
      'false',
      '--pretty',
      'false',
      '-p',
      'tsconfig.json',
    ],
    { cwd: root, reject: false, timeout: timeoutMs, cancelSignal: signal, forceKillAfterDelay: 2_000 },
  );
  if (ran.isCanceled) return { outcome: 'skipped', why: 'it was interrupted' };
  if (ran.timedOut) return { outcome: 'skipped', why: `it takes more than ${timeoutMs / 1000} s` };
  return { outcome: 'checked', errors: readErrors(ran.stdout) };
}

/** The errors of `after` that `before` doesn't have: as often as they are more. */
export function newErrors(
  before: readonly TypeProblem[],
  after: readonly TypeProblem[],
): readonly TypeProblem[] {
  const left = new Map<string, number>();
  for (const error of before) left.set(nameOf(error), (left.get(nameOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const known = left.get(nameOf(error)) ?? 0;
    left.set(nameOf(error), known - 1);
    return known <= 0;
  });
}

const nameOf = ({ file, code, message }: TypeProblem): string => `${file} ${code} ${message}`;

function readErrors(output: string): readonly TypeProblem[] {
  return output.split(/\r?\n/).flatMap((line): TypeProblem[] => {
    const [, file = '', at = '1', code = '', message = ''] =
      /^(?:(.+?)\((\d+),\d+\): )?error (TS\d+): (.*)$/.exec(line) ?? [];
    return code === '' ? [] : [{ file, line: Number(at), code, message }];
  });
}

/** A file of an installed package, in the project or in a folder above it. */
function installed(folder: string, path: string): string | null {
  const here = join(folder, 'node_modules', path);
  if (existsSync(here)) return here;
  return dirname(folder) === folder ? null : installed(dirname(folder), path);
}
