/** The Node lines that the tool and what it generates run on. */
export const nodeLines = [20, 22, 24] as const;
export type NodeLine = (typeof nodeLines)[number];

/** A version that is generated, exact: it was installed together with the others and tried. */
export interface CatalogueEntry {
  /** Runs on every Node line that we support; this is what a generated package.json says. */
  readonly version: string;
  /** The newest version for a Node line, where it differs from `version`. */
  readonly lines?: Readonly<Partial<Record<NodeLine, string>>>;
  /** Why this one, where it isn't simply the newest. */
  readonly why?: string;
}

export const catalogue = {
  '@biomejs/biome': {
    version: '2.5.15',
    why: 'Not all platform builds of 2.6.8 were published, without which npm ci fails.',
  },
  '@bull-board/api': {
    version: '9.10.1',
    why: 'Must equal the adapters below, which there are no 9.10.2 of.',
  },
  '@bull-board/express': { version: '9.10.1' },
  '@bull-board/fastify': { version: '9.10.1' },
  '@bull-board/hono': { version: '9.10.1' },
  '@bull-board/ui': { version: '9.10.1', why: 'A peer of @bull-board/api, of the same version.' },
  '@electric-sql/pglite': { version: '0.5.16' },
  '@fastify/static': { version: '10.1.11' },
  '@fastify/swagger': { version: '9.9.3' },
  '@fastify/swagger-ui': { version: '6.1.3' },
  '@hono/node-server': { version: '2.1.9' },
  '@hono/zod-openapi': { version: '1.6.3' },
  '@libsql/client': { version: '0.18.0' },
  '@nestjs/common': { version: '12.5.1' },
  '@nestjs/core': { version: '12.5.1' },
  '@nestjs/platform-express': { version: '12.5.1' },
  '@nestjs/platform-fastify': { version: '12.5.0' },
  '@nestjs/swagger': { version: '12.0.2' },
  '@nestjs/testing': { version: '12.1.1' },
  '@opentelemetry/sdk-metrics': { version: '2.12.1', why: 'The one that elastic-apm-node asks for.' },
  '@prisma/adapter-pg': { version: '7.10.0', why: 'Must equal @prisma/client, of which there is no 7.10.1.' },
  '@prisma/client': { version: '7.10.0' },
  '@secretlint/secretlint-rule-preset-recommend': {
    version: '12.0.0',
    lines: { 22: '13.0.6', 24: '13.0.6' },
    why: 'Must equal secretlint, of which there is no 13.0.7.',
  },
  '@sentry/node': { version: '11.12.0' },
  '@types/express': { version: '5.0.6' },
  '@types/memjs': { version: '1.3.3' },
  '@types/node': {
    version: '20.19.43',
    lines: { 22: '22.20.5', 24: '24.19.2' },
    why: 'The types of the Node line itself, so that calls of a newer one are errors; vitest 5 refuses those of 20.',
  },
  '@types/newrelic': { version: '9.14.8' },
  '@types/nodemailer': { version: '8.0.2' },
  '@types/pg': { version: '8.23.1' },
  '@types/swagger-ui-express': { version: '4.1.8' },
  '@vitest/coverage-v8': {
    version: '4.1.11',
    lines: { 22: '5.1.1', 24: '5.1.1' },
    why: 'Must equal vitest; 4.1.12 of it was not published.',
  },
  amqplib: { version: '2.3.1' },
  bullmq: { version: '6.7.0' },
  croner: { version: '11.0.1' },
  'csv-stringify': { version: '6.9.0' },
  'dd-trace': { version: '5.132.0', lines: { 22: '6.21.0', 24: '6.21.0' }, why: '6 needs Node 22.' },
  dotenv: { version: '18.0.10' },
  'drizzle-kit': { version: '0.31.11' },
  'drizzle-orm': { version: '0.45.4' },
  'elastic-apm-node': { version: '4.18.0' },
  express: { version: '5.3.0' },
  fastify: {
    version: '5.12.8',
    why: 'What @nestjs/platform-fastify depends on, to the patch: two copies have two types.',
  },
  'fastify-plugin': { version: '6.0.1' },
  'fastify-type-provider-zod': { version: '7.0.0' },
  hono: { version: '4.13.19' },
  ioredis: { version: '5.11.1', why: '6 is out; 5 is what BullMQ 6.7 is tested with.' },
  'lru-cache': { version: '11.5.3' },
  'light-my-request': { version: '6.8.1' },
  memjs: { version: '1.3.2' },
  newrelic: { version: '13.20.0', lines: { 22: '14.5.1', 24: '14.5.1' }, why: '14 needs Node 22.' },
  mysql2: { version: '3.24.6' },
  nodemailer: { version: '10.6.0' },
  'openapi-types': { version: '12.1.3', why: 'A peer of fastify-type-provider-zod.' },
  pg: { version: '8.23.1' },
  'pg-boss': {
    version: '10.4.2',
    lines: { 22: '12.38.0', 24: '12.38.0' },
    why: '11 and later need Node 22.',
  },
  pino: { version: '10.4.0' },
  'pino-pretty': { version: '13.2.0' },
  prisma: { version: '7.10.0', why: 'Must equal @prisma/client, of which there is no 7.10.1.' },
  'prom-client': { version: '15.1.3' },
  'reflect-metadata': { version: '0.2.2', why: 'A peer of @nestjs/core.' },
  rxjs: { version: '7.8.2', why: 'A peer of @nestjs/core.' },
  secretlint: { version: '12.0.0', lines: { 22: '13.0.6', 24: '13.0.6' }, why: 'Later ones need Node 22.' },
  sharp: { version: '0.35.5' },
  'swagger-ui-dist': { version: '5.35.0' },
  'swagger-ui-express': { version: '5.0.1' },
  tsx: { version: '4.23.15' },
  typeorm: { version: '1.1.1' },
  typescript: {
    version: '6.0.3',
    why: '7 has no compiler API yet, which several tools of the field import.',
  },
  vitest: {
    version: '4.1.11',
    lines: { 22: '5.1.1', 24: '5.1.1' },
    why: '5 needs Node 22; 4.1.12 has no coverage package of its version.',
  },
  zod: { version: '4.6.7' },
} as const satisfies Record<string, CatalogueEntry>;

/**
 * The exact version that a generated package.json asks for.
 * Throws when the catalogue has no such package: a module declared a dependency that nobody tried.
 */
export function rangeOf(name: string): string {
  const entry = (catalogue as Record<string, CatalogueEntry>)[name];
  if (entry === undefined)
    throw new Error(`${name} is not in src/packages/catalogue.ts; add it there with its version.`);
  return entry.version;
}
