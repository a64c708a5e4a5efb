import type { Call, expressionsIn, Outline } from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import type {
  ExportedValue,
  LoggerLibrary,
  OrmLibrary,
  QueueLibrary,
  RedisLibrary,
  Used,
  UsedOrm,
} from '../project/host.js';
import { oldestOf, packageNames, rangeOf, versionOf } from './dependencies.js';
import { bindingsOf, isMaker, type Known, makingsOf, outlinesWith } from './makers.js';
import type { Program } from './program.js';
import type { Sources } from './sources.js';

const loggers: readonly Known<LoggerLibrary>[] = [
  { library: 'pino', packages: ['pino'], makers: ['default', '*', 'pino'] },
  { library: 'winston', packages: ['winston'], makers: ['createLogger'] },
  { library: 'bunyan', packages: ['bunyan'], makers: ['createLogger'] },
  { library: 'log4js', packages: ['log4js'], makers: ['getLogger'] },
  { library: 'consola', packages: ['consola'], makers: ['createConsola'] },
  { library: 'morgan', packages: ['morgan'], makers: [] },
];

const orms: readonly Known<OrmLibrary>[] = [
  { library: 'prisma', packages: ['@prisma/client', 'prisma'], makers: ['PrismaClient'] },
  { library: 'typeorm', packages: ['typeorm'], makers: ['DataSource', 'createConnection'] },
  { library: 'drizzle', packages: ['drizzle-orm'], makers: ['drizzle'] },
  { library: 'mongoose', packages: ['mongoose', '@nestjs/mongoose'], makers: ['createConnection'] },
  { library: 'sequelize', packages: ['sequelize', 'sequelize-typescript'], makers: ['Sequelize', 'default'] },
  { library: 'mikro-orm', packages: ['@mikro-orm/core'], makers: ['init'] },
  { library: 'objection', packages: ['objection'], makers: [] },
  { library: 'knex', packages: ['knex'], makers: ['default', '*', 'knex', 'Knex'] },
  { library: 'kysely', packages: ['kysely'], makers: ['Kysely'] },
];

const redises: readonly Known<RedisLibrary>[] = [
  { library: 'ioredis', packages: ['ioredis'], makers: ['default', '*', 'Redis', 'Cluster'] },
  { library: 'redis', packages: ['redis', '@redis/client'], makers: ['createClient', 'createCluster'] },
];

const queues: readonly Known<QueueLibrary>[] = [
  { library: 'bullmq', packages: ['bullmq'], makers: ['Queue'] },
  { library: 'bull', packages: ['bull'], makers: ['default', '*', 'Queue'] },
  { library: 'agenda', packages: ['agenda'], makers: ['Agenda', 'default'] },
  { library: 'pg-boss', packages: ['pg-boss'], makers: ['default', '*', 'PgBoss'] },
  { library: 'bee-queue', packages: ['bee-queue'], makers: ['default', '*'] },
  { library: 'graphile-worker', packages: ['graphile-worker'], makers: [] },
  { library: 'amqplib', packages: ['amqplib', 'amqp-connection-manager'], makers: [] },
];

/** A library with where its instance is made; `line` is null where none is exported. */
export interface FoundLibrary<Library extends string> {
  readonly used: Used<Library>;
  readonly range: string;
  readonly line: number | null;
}

export const loggerOf = (program: Program): FoundLibrary<LoggerLibrary> | null => pick(program, loggers);
export const redisOf = (program: Program): FoundLibrary<RedisLibrary> | null => pick(program, redises);
export const queueOf = (program: Program): FoundLibrary<QueueLibrary> | null => pick(program, queues);

export interface FoundOrm extends FoundLibrary<OrmLibrary> {
  readonly used: UsedOrm;
}

/** What tells of its writes only where it is made. */
const toldWhereMade: readonly OrmLibrary[] = ['prisma', 'drizzle', 'kysely'];

/** What keeps the project's data, with every place that makes an instance where that matters. */
export function ormOf(program: Program): FoundOrm | null {
  const found = pick(program, orms);
  const known = orms.find(({ library }) => library === found?.used.library);
  if (found === null || known === undefined || !toldWhereMade.includes(known.library)) return found;
  const version = known.packages.map((name) => versionOf(program.sources, name)?.version).find(Boolean);
  const minor = version?.[0] === found.used.major ? version?.[1] : undefined;
  const makings = makingsOf(program, known);
  return { ...found, used: { ...found.used, ...(minor === undefined ? {} : { minor }), makings } };
}

/** Among several of a kind, the one whose instance is exported; else the first. */
function pick<Library extends string>(
  program: Program,
  known: readonly Known<Library>[],
): FoundLibrary<Library> | null {
  const found = known.flatMap((library) => {
    const range = library.packages
      .map((name) => rangeOf(program.sources, name))
      .find((value) => value !== null);
    if (range === undefined || range === null) return [];
    const made = instanceOf(program, library);
    const used = {
      library: library.library,
      major: oldestOf(range)?.[0] ?? null,
      instance: made?.value ?? null,
    };
    return [{ used, range, line: made?.line ?? null }];
  });
  return found.find(({ used }) => used.instance !== null) ?? found[0] ?? null;
}

interface Made {
  readonly value: ExportedValue;
  readonly line: number;
}

/** The first exported value that the library made, from the entry outwards. */
function instanceOf<Library extends string>(program: Program, known: Known<Library>): Made | null {
  if (known.makers.length === 0) return null;
  for (const outline of outlinesWith(program, known)) {
    const made = exportedFrom(outline, known);
    if (made !== null) return made;
  }
  return null;
}

function exportedFrom<Library extends string>(outline: Outline, known: Known<Library>): Made | null {
  const bindings = bindingsOf(outline, known);
  if (bindings.length === 0) return null;
  const makes = ({ callee }: Call): boolean => isMaker(callee, bindings, known.makers);
  for (const { declares, kind, expressions, start } of outline.module.statements) {
    const line = lineNumber(outline.text, start);
    for (const { name, value, key } of declares) {
      if (value === null || key !== undefined) continue;
      if (!outermost(value).some(makes)) continue;
      const exported = [...outline.exports].find(([, local]) => local === name)?.[0];
      if (exported !== undefined) return { value: exportedValue(outline.file, exported), line };
    }
    if (kind === 'export' && expressions.some((value) => outermost(value).some(makes))) {
      return { value: exportedValue(outline.file, 'default'), line };
    }
  }
  return null;
}

const exportedValue = (file: string, exported: string): ExportedValue => ({
  file,
  name: exported === 'default' ? 'default' : exported,
  isDefault: exported === 'default',
});

/** The calls that a value may be the result of: not those in the arguments of others. */
function outermost(value: Parameters<typeof expressionsIn>[0]): readonly Call[] {
  switch (value.kind) {
    case 'await':
      return outermost(value.value);
    case 'call':
      return value.callee.kind === 'member' ? [value, ...outermost(value.callee.object)] : [value];
    case 'assign':
      return outermost(value.value);
    case 'other':
      return value.parts.flatMap(outermost);
    default:
      return [];
  }
}

const notable =
  /^(helmet|koa-helmet|@fastify\/helmet|cors|@koa\/cors|@fastify\/cors|compression|@fastify\/compress|express-rate-limit|rate-limiter-flexible|koa-ratelimit|@fastify\/rate-limit|@nestjs\/throttler|hono-rate-limiter|@sentry\/.+|prom-client|express-prom-bundle|@opentelemetry\/.+|dd-trace|newrelic|elastic-apm-node|pino-http|nestjs-pino|nest-winston|express-winston|morgan|koa-logger|@nestjs\/(config|terminus|schedule|bull|bullmq|cache-manager|swagger)|dotenv|envalid|env-var|zod|joi|convict|@t3-oss\/env-core|znv|envsafe|cache-manager|keyv|node-cache|lru-cache|apicache|memcached|memjs|node-cron|cron|croner|node-schedule|nodemailer|@godaddy\/terminus|lightship|http-terminator|stoppable|socket\.io|swagger-ui-express|express-async-errors|jest|vitest|mocha|tsx|ts-node|ts-node-dev|tsup|@swc\/core|nx)$/;

/** Packages that do what a module would do, or that decide how it is done. */
export const notablePackages = (sources: Sources): readonly string[] =>
  [...new Set(packageNames(sources))].filter((name) => notable.test(name)).sort();
