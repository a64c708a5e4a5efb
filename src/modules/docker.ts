import { service } from '../facts/declare.js';
import type { Fact } from '../facts/fact.js';
import { perEngine } from './database-engines.js';
import { entryCommands } from './entry-commands.js';
import { defineModule, folder, type ModuleContext } from './module.js';

export const docker = defineModule({
  id: 'docker',
  version: 1,
  guideline: 4,
  summary: 'Dockerfile and compose.yaml with the chosen services',
  files: () => [folder('modules/docker/common')],
  facts: services,
  nextSteps: () => [
    { command: 'docker compose up --build', why: 'run it as in production, with its services' },
  ],
});

/** The services besides Redis and RabbitMQ, which the modules that connect to them declare. */
function services(context: ModuleContext): readonly Fact[] {
  return [
    ...databaseIn(context.option).services,
    ...(context.has('mail') ? [service('mailpit', 30, mailpit)] : []),
    service('migrate', 40, oneShot(context, ['node', 'dist/database/cli.js', 'migrate']), volumesOf(context)),
    service('app', 50, application(context), volumesOf(context)),
    ...(context.has('queue') ? [service('worker', 60, worker(context), volumesOf(context))] : []),
  ];
}

const postgres = `image: postgres:18-alpine
environment:
  POSTGRES_USER: app
  POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:-app}
  POSTGRES_DB: app
ports:
  - 127.0.0.1:5432:5432
volumes:
  - postgres:/var/lib/postgresql
healthcheck:
  test: [CMD, pg_isready, --username, app]
  interval: 5s
  timeout: 3s
  retries: 10`;

const mysql = `image: mysql:8.4
command: --character-set-server=utf8mb4
environment:
  MYSQL_ROOT_PASSWORD: \${MYSQL_PASSWORD:-app}
  MYSQL_DATABASE: app
ports:
  - 127.0.0.1:3306:3306
volumes:
  - mysql:/var/lib/mysql
healthcheck:
  test: [CMD, mysqladmin, ping, --host, 127.0.0.1]
  interval: 5s
  timeout: 3s
  retries: 20`;

interface ComposeDatabase {
  readonly services: readonly Fact[];
  /** Where our processes find it. */
  readonly url: string;
  /** The service that it is, when it isn't a file. */
  readonly server: string | null;
  /** The volumes of our own processes, and where they are mounted. */
  readonly volumes: Readonly<Record<string, string>>;
}

const databaseIn = (option: ModuleContext['option']): ComposeDatabase =>
  perEngine<ComposeDatabase>(option('database', 'engine'), {
    postgres: {
      services: [service('postgres', 10, postgres, ['postgres'])],
      url: `postgres://app:\${POSTGRES_PASSWORD:-app}@postgres:5432/app`,
      server: 'postgres',
      volumes: {},
    },
    mysql: {
      services: [service('mysql', 10, mysql, ['mysql'])],
      url: `mysql://root:\${MYSQL_PASSWORD:-app}@mysql:3306/app`,
      server: 'mysql',
      volumes: {},
    },
    sqlite: { services: [], url: 'file:/data/app.db', server: null, volumes: { data: '/data' } },
  });

const mailpit = `image: axllent/mailpit:v1.21
ports:
  - 127.0.0.1:8025:8025`;

/** What every process of ours is started with; `.env` adds to it where there is one. */
function environment({ has, option }: ModuleContext): readonly string[] {
  return [
    'build: .',
    'env_file:',
    '  - path: .env',
    '    required: false',
    'environment:',
    '  APP_ENV: production',
    '  HOST: 0.0.0.0',
    `  DATABASE_URL: ${databaseIn(option).url}`,
    ...(has('redis') ? ['  REDIS_URL: redis://redis:6379'] : []),
    ...(option('cache', 'store') === 'memcached' ? ['  MEMCACHED_URL: memcached://memcached:11211'] : []),
    ...(option('queue', 'driver') === 'rabbitmq'
      ? [`  RABBITMQ_URL: amqp://app:\${RABBITMQ_PASSWORD:-app}@rabbitmq:5672`]
      : []),
    ...(has('mail') ? ['  MAIL_URL: smtp://mailpit:1025'] : []),
  ];
}

function oneShot(context: ModuleContext, command: readonly string[]): string {
  const { server } = databaseIn(context.option);
  return [
    ...environment(context),
    `command: [${command.join(', ')}]`,
    'healthcheck:',
    '  disable: true',
    ...mounts(context),
    ...(server === null ? [] : ['depends_on:', `  ${server}:`, '    condition: service_healthy']),
  ].join('\n');
}

/** What the processes of the machine share. */
const sharedBy = ({ option }: ModuleContext): Readonly<Record<string, string>> => ({
  ...databaseIn(option).volumes,
  ...(option('cache', 'store') === 'file' ? { cache: '/app/data/cache' } : {}),
});

const volumesOf = (context: ModuleContext): readonly string[] => Object.keys(sharedBy(context));

const mounts = (context: ModuleContext): readonly string[] => {
  const lines = Object.entries(sharedBy(context)).map(([volume, path]) => `  - ${volume}:${path}`);
  return lines.length === 0 ? [] : ['volumes:', ...lines];
};

function application(context: ModuleContext): string {
  return [
    ...environment(context),
    'ports:',
    '  - 127.0.0.1:3000:3000',
    'restart: unless-stopped',
    'stop_grace_period: 20s',
    ...mounts(context),
    ...dependencies(context),
  ].join('\n');
}

function worker(context: ModuleContext): string {
  return [
    ...environment(context),
    `command: [${entryCommands('worker', context).start.join(', ')}]`,
    'healthcheck:',
    '  disable: true',
    'restart: unless-stopped',
    'stop_grace_period: 30s',
    ...mounts(context),
    ...dependencies(context),
  ].join('\n');
}

function dependencies({ has, option }: ModuleContext): readonly string[] {
  return [
    'depends_on:',
    '  migrate:',
    '    condition: service_completed_successfully',
    ...(has('redis') ? ['  redis:', '    condition: service_healthy'] : []),
    ...(option('cache', 'store') === 'memcached' ? ['  memcached:', '    condition: service_healthy'] : []),
    ...(option('queue', 'driver') === 'rabbitmq' ? ['  rabbitmq:', '    condition: service_healthy'] : []),
    ...(has('mail') ? ['  mailpit:', '    condition: service_started'] : []),
  ];
}
