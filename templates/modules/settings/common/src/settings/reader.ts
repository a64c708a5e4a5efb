import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What keeps the process from starting. Values never appear here: they may be secrets. */
export interface Problems {
  readonly missing: Set<string>;
  /** What was expected, by variable. */
  readonly invalid: Map<string, string>;
}

export interface ReadOptions<T> {
  readonly default?: T;
  /** A secret's default is for development and tests; a deployed process has to be given a real one. */
  readonly secret?: boolean;
}

export interface OptionalReadOptions {
  readonly optional: true;
  readonly secret?: boolean;
}

/**
 * Makes readers over `variables`, each of which reads the variable of a name, or the file that `<name>_FILE` points to.
 * A reader that finds nothing good notes it in `problems` and answers with `neutral()`, so that the next ones are read
 * too and one message can name everything.
 */
export function createReader(variables: Variables, problems: Problems, isDeployed: boolean) {
  return function reader<T>(schema: z.ZodType<T>, neutral: () => T) {
    function read(name: string, options?: ReadOptions<T>): T;
    function read(name: string, options: OptionalReadOptions): T | undefined;
    function read(name: string, options: ReadOptions<T> | OptionalReadOptions = {}): T | undefined {
      const text = textOf(name, variables, problems);
      if (text === undefined) {
        if ('optional' in options) return undefined;
        const fallback = isDeployed && options.secret ? undefined : options.default;
        if (fallback !== undefined) return fallback;
        if (!problems.invalid.has(name)) problems.missing.add(name);
        return neutral();
      }
      const result = schema.safeParse(text);
      if (result.success) return result.data;
      problems.invalid.set(name, result.error.issues.map(({ message }) => message).join(', '));
      return neutral();
    }
    return read;
  };
}

/** An empty variable counts as one that isn't set: that is what `KEY=` in a compose file means. */
function textOf(name: string, variables: Variables, problems: Problems): string | undefined {
  const text = variables[name];
  if (text !== undefined && text !== '') return text;
  const file = variables[`${name}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    problems.invalid.set(name, `the file that ${name}_FILE names can't be read`);
    return undefined;
  }
}
