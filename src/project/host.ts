/** The frameworks of backends that modules can be added to. */
export type HostFramework = 'express' | 'fastify' | 'nest' | 'hono' | 'koa';

/** How sure a finding is: read off the code, concluded from several signs, or taken because nothing says otherwise. */
export type Certainty = 'certain' | 'likely' | 'assumed';

/** One thing that was found in a project, with its place. */
export interface Finding {
  /** What it is about, such as `framework`, `entry`, `app`, `logger`. */
  readonly about: string;
  /** What was found, in a few words. */
  readonly what: string;
  readonly file: string | null;
  /** Counted from 1; null when the finding is about a whole file or none. */
  readonly line: number | null;
  readonly certainty: Certainty;
}

/** How a project formats its TypeScript, as a formatter's options say it or its files show it. */
export interface Style {
  readonly quotes: 'single' | 'double';
  readonly semicolons: boolean;
  /** One step of indentation: a tab, or spaces. */
  readonly indent: string;
  readonly eol: '\n' | '\r\n';
  /** Columns. */
  readonly lineWidth: number;
  readonly trailingCommas: 'none' | 'es5' | 'all';
  readonly bracketSpacing: boolean;
  readonly arrowParens: 'always' | 'avoid';
  /** How files of more than one word are called: `route-cache.ts`, `routeCache.ts`, `route_cache.ts`, `RouteCache.ts`. */
  readonly fileNames: 'kebab' | 'camel' | 'snake' | 'pascal';
}

/** A value that a module of the project exports, as our files would import it. */
export interface ExportedValue {
  /** Relative to the package's root, with its extension: `src/utils/logger.ts`. */
  readonly file: string;
  readonly name: string;
  /** Whether it is the module's default export. */
  readonly isDefault: boolean;
}

/** A library that the project has already, with the version of its range and the instance that can be used, if one is exported. */
export interface Used<Library extends string = string> {
  readonly library: Library;
  /** The major version that package.json asks for; null when its range says none. */
  readonly major: number | null;
  readonly instance: ExportedValue | null;
}

/** A place in the project's code that makes an instance of a library, or a class of it that is made elsewhere. */
export interface Making {
  readonly file: string;
  readonly line: number;
  /** What makes it, as the file names it: `PrismaClient`, `orm.PrismaClient`. */
  readonly maker: string;
  /** Whether a class extends it there. */
  readonly isExtended: boolean;
  /** The options that are written out there. */
  readonly options: readonly string[];
  /** How that file imports others, where it does so by an alias. */
  readonly alias?: Alias;
}

/** What keeps the project's data. */
export interface UsedOrm extends Used<OrmLibrary> {
  /** The minor version that goes with the major one; none where nothing says it. */
  readonly minor?: number;
  /** Every place that makes an instance; none where nobody looked for them. */
  readonly makings?: readonly Making[];
}

export type LoggerLibrary = 'pino' | 'winston' | 'bunyan' | 'log4js' | 'morgan' | 'consola';
export type OrmLibrary =
  | 'prisma'
  | 'typeorm'
  | 'drizzle'
  | 'mongoose'
  | 'sequelize'
  | 'mikro-orm'
  | 'knex'
  | 'objection'
  | 'kysely';
export type QueueLibrary =
  | 'bullmq'
  | 'bull'
  | 'agenda'
  | 'pg-boss'
  | 'bee-queue'
  | 'graphile-worker'
  | 'amqplib';
export type RedisLibrary = 'ioredis' | 'redis';

/** Libraries by which projects check their environment, and whose schemas can be added to. */
export type EnvLibrary = 'zod' | 'joi' | 'envalid';

/** Another name for a folder in imports: `@/` for `src`. */
export interface Alias {
  /** What specifiers begin with; empty where they are paths from a `baseUrl`. */
  readonly prefix: string;
  /** From the package's root. */
  readonly folder: string;
  /** What specifiers end in. */
  readonly suffix: '' | '.js' | '.ts';
}

/** What a backend that create-backend didn't make is built with: what modules that are added to it may know. */
export interface Host {
  readonly framework: HostFramework;
  /** The major version that package.json asks for. */
  readonly frameworkMajor: number;
  /** What NestJS runs on; null for the others. */
  readonly nestPlatform: 'express' | 'fastify' | null;
  /** The oldest TypeScript that the project's range admits, as `major.minor`. */
  readonly typescript: string;
  /** Its types of Node, as `major.minor`; null without any. */
  readonly nodeTypes: string | null;
  /** Whether the types of libraries are checked too: `skipLibCheck` is off. */
  readonly checksLibraries: boolean;
  /** What its compiled files are to Node. */
  readonly modules: 'esm' | 'cjs';
  /** What relative imports end in. */
  readonly suffix: '' | '.js' | '.ts';
  /** How modules of other folders are imported, where an alias is the habit. */
  readonly alias?: Alias;
  /** Whether `import x from 'cjs-package'` means its `module.exports`. */
  readonly defaultImports: boolean;
  /** Whether decorators of TypeScript's own kind are on. */
  readonly decorators: boolean;
  /** The one file that the project's code begins with; none where there are several. */
  readonly entry?: { readonly file: string; readonly alias?: Alias };
  /** The folder of the sources, `.` for the package's root. */
  readonly sourceRoot: string;
  /** The folder that all owned files go into, such as `src/platform`: next to its siblings, and free. */
  readonly folder: string;
  readonly style: Style;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** How its dependencies are written: `^1.2.3`, `~1.2.3` or `1.2.3`. */
  readonly rangePrefix: '^' | '~' | '';
  /** The example of its variables, where it has one; else where one would be expected. */
  readonly envExample: string;
  /** The one place where it checks its environment, where variables can be added to that. */
  readonly envSchema?: { readonly file: string; readonly library: EnvLibrary };
  readonly orm: UsedOrm | null;
  readonly logger: Used<LoggerLibrary> | null;
  readonly redis: Used<RedisLibrary> | null;
  readonly queue: Used<QueueLibrary> | null;
  /** Whether packages are there that do what a module would do: `helmet`, `@sentry/node`, `prom-client`, `express-rate-limit`, ... */
  readonly packages: readonly string[];
  /** Whether it versions its API already: NestJS' `enableVersioning`, or routes under `/v1`. */
  readonly versioning: 'nest' | 'path' | null;
  /** The prefix of all routes (`setGlobalPrefix`), without slashes; '' without one. */
  readonly globalPrefix: string;
}
