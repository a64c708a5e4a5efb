import { resolve } from 'node:path';
import { z } from 'zod';
import { SettingsError } from './errors.js';
import { createReader, type Problems, type ReadOptions, type Variables } from './reader.js';

export const environments = ['development', 'test', 'staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/** So many requests within a span of time. */
export type Rate = { readonly limit: number; readonly windowMs: number } | 'off';

/** Which environment this is: APP_ENV, else NODE_ENV, else development. */
function environmentOf(variables: Variables, problems: Problems): Environment {
  const name = variables.APP_ENV ?? variables.NODE_ENV ?? 'development';
  const known = environments.find((environment) => environment === name);
  if (known === undefined) {
    problems.invalid.set('APP_ENV', `expected one of: ${environments.join(', ')}`);
  }
  return known ?? 'production';
}

const int = z
  .string()
  .regex(/^-?\d+$/, 'expected a whole number')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected a smaller number');

const port = int.refine((number) => number >= 0 && number <= 65_535, 'expected a port');

const path = z.string().transform((text) => resolve(text));

const bool = z.stringbool({
  truthy: ['1', 'true', 'yes', 'on'],
  falsy: ['0', 'false', 'no', 'off'],
  error: 'expected true or false',
});

const float = z
  .string()
  .regex(/\S/, 'expected a number')
  .pipe(z.coerce.number('expected a number'));

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const dict = list.transform((items, context) => {
  const pairs = items.map((item) => {
    const at = item.indexOf('=');
    if (at < 1) context.addIssue('expected key=value pairs between commas');
    return [item.slice(0, at).trim(), item.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
});

const url = z.url('expected a URL').transform((text) => new URL(text));

const urls = list.pipe(z.array(url).min(1, 'expected a URL'));

const spans = { sec: 1_000, min: 60_000, hour: 3_600_000, day: 86_400_000 };

const rate = z.string().transform((text, context): Rate => {
  if (text === 'off') return text;
  const [limit, span] = text.split('/');
  const windowMs = Object.entries(spans).find(([name]) => name === span)?.[1];
  if (windowMs !== undefined && /^[1-9]\d*$/.test(limit ?? '')) {
    return { limit: Number(limit), windowMs };
  }
  context.addIssue('expected a rate such as 100/min, or off');
  return z.NEVER;
});

const urlOf = (...schemes: string[]) =>
  z.url({
    protocol: new RegExp(`^(${schemes.join('|')})$`),
    error: `expected a URL that starts with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}`,
  });

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('expected JSON');
    return z.NEVER;
  }
});

/** Readers over `variables` that note what is missing or invalid in `problems`. */
export function createEnv(variables: Variables, problems: Problems) {
  const environment = environmentOf(variables, problems);
  const isDeployed = environment === 'staging' || environment === 'production';
  const reader = createReader(variables, problems, isDeployed);
  const text = () => '';
  const number = () => 0;
  return {
    environment,
    /** True in staging and production. */
    isDeployed,
    str: reader(z.string(), text),
    /** `1`, `true`, `yes`, `on` and their opposites. */
    bool: reader(bool, () => false),
    int: reader(int, number),
    float: reader(float, number),
    port: reader(port, number),
    /** Items between commas. */
    list: reader(list, () => []),
    /** `key=value` pairs between commas. */
    dict: reader(dict, () => ({})),
    url: reader(url, () => new URL('http://localhost')),
    /** URLs between commas, one at least. */
    urls: reader(urls, () => []),
    /** An absolute path; a relative one starts at the working directory. */
    path: reader(path, text),
    //{{#if database.sqlite}}
    /** `file:`, `libsql://` or `https://`. */
    databaseUrl: reader(urlOf('file', 'libsql', 'https'), text),
    //{{/if}}
    //{{#if database.mysql}}
    /** `mysql://` or `mariadb://`. */
    databaseUrl: reader(urlOf('mysql', 'mariadb'), text),
    //{{/if}}
    //{{#if database.postgres}}
    /** `postgres://` or `postgresql://`. */
    databaseUrl: reader(urlOf('postgres', 'postgresql'), text),
    //{{/if}}
    /** `redis://`, `rediss://` or `memory:`. */
    cacheUrl: reader(urlOf('redis', 'rediss', 'memory'), text),
    //{{#if queue.rabbitmq}}
    /** `amqp://` or `amqps://`. */
    brokerUrl: reader(urlOf('amqp', 'amqps'), text),
    //{{/if}}
    /** `smtp://`, `smtps://`, `console:` or `memory:`. */
    emailUrl: reader(urlOf('smtp', 'smtps', 'console', 'memory'), text),
    /** `100/min`, `5/sec`, `1000/hour`, `10000/day`, or `off`. */
    rate: reader(rate, (): Rate => 'off'),
    /** JSON that fits a schema. */
    json<T>(name: string, schema: z.ZodType<T>, options?: ReadOptions<T>): T {
      const read = reader(json.pipe(schema), () => {
        throw new SettingsError(problems);
      });
      return read(name, options);
    },
    /** One of a few words. */
    choice<const T extends string>(
      name: string,
      values: readonly [T, ...T[]],
      options?: ReadOptions<NoInfer<T>>,
    ): T {
      return reader(z.enum(values), () => values[0])(name, options);
    },
  };
}

/** Typed readers of environment variables. A variable without a default is required, unless it is `optional`. */
export type Env = ReturnType<typeof createEnv>;
