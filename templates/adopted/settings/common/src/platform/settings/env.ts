import { readFileSync } from 'node:fs';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface ReadOptions<T> {
  /** The value when the variable isn't set; without one the variable is required. */
  readonly default?: T;
}

export interface NumberOptions extends ReadOptions<number> {
  readonly min?: number;
  readonly max?: number;
}

/** Typed readers of environment variables. Each reads `NAME`, or the file that `NAME_FILE` names. */
export interface Env {
  string(name: string, options?: ReadOptions<string>): string;
  optionalString(name: string): string | undefined;
  int(name: string, options?: NumberOptions): number;
  float(name: string, options?: NumberOptions): number;
  /** `1`, `true`, `yes`, `on` and their opposites. */
  bool(name: string, options?: ReadOptions<boolean>): boolean;
  /** Items between commas. */
  list(name: string, options?: ReadOptions<readonly string[]>): readonly string[];
  /** JSON that `parse` accepts, such as the `parse` of a zod schema; it throws on what it doesn't. */
  json<T>(name: string, parse: (value: unknown) => T, options?: ReadOptions<T>): T;
  /** The text of a URL. */
  url(name: string, options?: ReadOptions<string>): string;
}

/** Names every variable that is missing or malformed. The value of a secret never appears in it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(problems: readonly string[]) {
    super(
      [
        'The settings are not complete:',
        ...problems.map((problem) => `  ${problem}`),
        'Set them in the environment, or as files by NAME_FILE.',
      ].join('\n'),
    );
  }
}

/**
 * Reads settings: `readEnv((env) => ({ port: env.int('PORT', { default: 3000 }) }))`.
 * Throws one SettingsError that names all variables which are missing or malformed.
 */
export function readEnv<T>(read: (env: Env) => T, variables: Variables = process.env): T {
  const problems: string[] = [];
  let settings: T;
  try {
    settings = read(createEnv(variables, problems));
  } catch (error) {
    // It may have stumbled over what stands in for a variable that is missing.
    if (problems.length > 0) {
      throw new SettingsError(problems);
    }
    throw error;
  }
  if (problems.length > 0) {
    throw new SettingsError(problems);
  }
  return settings;
}

/** Words that tell from a variable's name that nobody should read its value in a log. */
const secretName = /secret|token|passw|pass$|key|dsn|credential|private|salt|url|uri/i;

class Malformed extends Error {}

function createEnv(variables: Variables, problems: string[]): Env {
  /** An empty variable counts as one that isn't set: that is what `NAME=` in a file of variables means. */
  function textOf(name: string): string | undefined {
    const text = variables[name];
    if (text !== undefined && text !== '') {
      return text;
    }
    const file = variables[`${name}_FILE`];
    if (file === undefined || file === '') {
      return undefined;
    }
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch {
      throw new Malformed(`the file that ${name}_FILE names can't be read`);
    }
  }

  /** Notes a problem and answers with `neutral`, so that one error can name all problems. */
  function read<T>(
    name: string,
    options: ReadOptions<T>,
    neutral: T,
    parse: (text: string) => T,
  ): T {
    let text: string | undefined;
    try {
      text = textOf(name);
      if (text !== undefined) {
        return parse(text);
      }
      if (options.default !== undefined) {
        return options.default;
      }
      problems.push(`${name} is missing`);
    } catch (error) {
      const shown = text === undefined || secretName.test(name) ? '' : `, not "${text}"`;
      const expected = error instanceof Malformed ? `${error.message}${shown}` : 'not accepted';
      problems.push(`${name} is malformed: ${expected}`);
    }
    return neutral;
  }

  return {
    string: (name, options = {}) => read(name, options, '', (text) => text),
    optionalString: (name) =>
      read<string | undefined>(name, { default: '' }, '', (text) => text) || undefined,
    int: (name, options = {}) =>
      read(name, options, 0, (text) => {
        if (!/^-?\d+$/.test(text)) {
          throw new Malformed('expected a whole number');
        }
        return limited(Number(text), options);
      }),
    float: (name, options = {}) =>
      read(name, options, 0, (text) => {
        const value = Number(text);
        if (text.trim() === '' || !Number.isFinite(value)) {
          throw new Malformed('expected a number');
        }
        return limited(value, options);
      }),
    bool: (name, options = {}) =>
      read<boolean>(name, options, false, (text) => {
        if (/^(?:1|true|yes|on)$/i.test(text)) {
          return true;
        }
        if (/^(?:0|false|no|off)$/i.test(text)) {
          return false;
        }
        throw new Malformed('expected true or false');
      }),
    list: (name, options = {}) =>
      read<readonly string[]>(name, options, [], (text) =>
        text
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      ),
    json: (name, parse, options = {}) => readJson(name, parse, options),
    url: (name, options = {}) =>
      read(name, options, '', (text) => {
        if (!isUrl(text)) {
          throw new Malformed('expected a URL');
        }
        return text;
      }),
  };

  /** There is nothing neutral of an unknown type: a problem ends the reading here. */
  function readJson<T>(name: string, parse: (value: unknown) => T, options: ReadOptions<T>): T {
    const found = read<{ readonly value: T } | null>(
      name,
      options.default === undefined ? {} : { default: { value: options.default } },
      null,
      (text) => ({ value: parse(parseJson(text)) }),
    );
    if (found === null) {
      throw new SettingsError(problems);
    }
    return found.value;
  }
}

function limited(
  value: number,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: NumberOptions,
): number {
  if (value < min) {
    throw new Malformed(`expected ${min} or more`);
  }
  if (value > max) {
    throw new Malformed(`expected ${max} or less`);
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed('expected JSON');
  }
}

function isUrl(text: string): boolean {
  try {
    return new URL(text).protocol !== '';
  } catch {
    return false;
  }
}
