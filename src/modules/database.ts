import { dependency, devDependency, env, ignore, script } from '../facts/declare.js';
import { code, type Fact, imported } from '../facts/fact.js';
import { engineFacts, perEngine } from './database-engines.js';
import { generatePrismaClient, withPrismaClient } from './entry-commands.js';
import { defineModule, folder, type ModuleContext, wire } from './module.js';

/** What each mapper brings, whatever the database. */
const mapperFacts: Readonly<Record<string, readonly Fact[]>> = {
  drizzle: [
    dependency('drizzle-orm'),
    devDependency('drizzle-kit'),
    script('db:generate', 'drizzle-kit generate', 60),
  ],
  typeorm: [
    dependency('typeorm'),
    // As JavaScript: its TypeScript imports types as values, which `verbatimModuleSyntax` refuses.
    script(
      'db:generate',
      'tsx node_modules/typeorm/cli.js migration:generate --outputJs --esm --pretty -d typeorm.config.ts src/database/migrations/Change',
      60,
    ),
  ],
  prisma: [
    dependency('@prisma/client'),
    dependency('@prisma/adapter-pg'),
    devDependency('prisma'),
    script('db:client', generatePrismaClient, 59),
    script('db:generate', 'prisma migrate dev --create-only', 60),
    ignore('src/database/generated/', 31),
    env('PRISMA_SCHEMA_ENGINE_BINARY', {
      group: 'Database',
      rank: 60,
      example: 'package.json',
      comment:
        "Where Prisma's program for migrations can't be downloaded, any file in its place: only db:generate needs it.",
    }),
  ],
};

/** Why a mapper does not serve a database, by mapper and database; the nearest answers that go together first. */
const refusedEngines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  typeorm: {
    sqlite:
      'TypeORM has no driver for libSQL, through which SQLite is there; take database.orm drizzle, or database.engine postgres or mysql.',
  },
  prisma: {
    sqlite: 'Prisma is there on PostgreSQL only; take database.orm drizzle, or database.engine postgres.',
    mysql:
      'Prisma is there on PostgreSQL only; take database.orm typeorm or drizzle, or database.engine postgres.',
  },
};

const databaseCommand = (command: string, context: ModuleContext): string =>
  withPrismaClient(`tsx src/database/cli.ts ${command}`, context);

export const database = defineModule({
  id: 'database',
  version: 1,
  guideline: 1,
  summary: 'PostgreSQL (embedded without a server), SQLite or MySQL, through Drizzle, TypeORM or Prisma',
  role: 'base',
  options: {
    engine: {
      type: 'choice',
      values: [
        { value: 'postgres', label: 'PostgreSQL', hint: 'embedded in development, no server needed' },
        { value: 'sqlite', label: 'SQLite', hint: 'a file, for one machine; or a libSQL server' },
        { value: 'mysql', label: 'MySQL / MariaDB', hint: 'a server, in development and for tests too' },
      ],
      default: 'postgres',
      ask: 'Which database?',
      description: 'The database',
      flag: 'database',
    },
    orm: {
      type: 'choice',
      values: [
        { value: 'drizzle', label: 'Drizzle', hint: 'typed SQL, small' },
        { value: 'typeorm', label: 'TypeORM', hint: 'entities with decorators, repositories' },
        { value: 'prisma', label: 'Prisma 7', hint: 'its own schema language, a generated client' },
      ],
      default: 'drizzle',
      ask: 'Which ORM?',
      description: 'The object-relational mapper',
      flag: 'orm',
      rewrites:
        'Files of your own that use the mapper of before, and migrations that you wrote for it, stay as they are and are yours ' +
        'to change. The new mapper starts with a migration of the whole example: a database that has its tables already ' +
        'needs a record that it was applied.',
    },
  },
  files: ({ has, options: { orm, engine } }) => [
    folder('modules/database/common'),
    folder(`modules/database/${String(engine)}`),
    ...(orm === 'drizzle' ? [] : [folder(`modules/database/${String(orm)}/common`)]),
    folder(`modules/database/${String(orm)}/${String(engine)}`),
    ...(has('example')
      ? []
      : [
          folder('modules/database/no-example'),
          // A schema without models is one without their files.
          ...(orm === 'prisma'
            ? []
            : [
                folder(`modules/database/${String(orm)}/no-example/common`),
                folder(`modules/database/${String(orm)}/no-example/${String(engine)}`),
              ]),
        ]),
  ],
  conflicts: ({ options: { engine, orm } }) => {
    const why = refusedEngines[String(orm)]?.[String(engine)];
    return why === undefined ? [] : [why];
  },
  facts: (context) => [
    ...(mapperFacts[String(context.options.orm)] ?? []),
    script('db:migrate', databaseCommand('migrate', context), 61),
    script('db:seed', databaseCommand('seed', context), 62),
    ...perEngine(context.options.engine, engineFacts),
  ],
  wires: () => [
    wire('settings', 30, code`database: ${imported('databaseSettings', 'src/database/settings')}(env),`),
    wire('start', 10, code`await ${imported('connectDatabase', 'src/database/client')}();`),
    wire('start', 11, code`await ${imported('migrateOnStart', 'src/database/migrate')}();`),
    wire('stop', 10, code`await ${imported('disconnectDatabase', 'src/database/client')}();`),
    wire('check', 10, code`database: ${imported('pingDatabase', 'src/database/client')},`),
  ],
  nextSteps: ({ options: { engine } }) =>
    engine === 'mysql'
      ? [
          {
            command: 'DATABASE_URL=mysql://root:app@127.0.0.1:3306/app',
            why: 'set it in .env, as development needs a server; and TEST_DATABASE_URL, as tests do',
            needed: true,
          },
        ]
      : [],
});
