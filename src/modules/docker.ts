import { service } from '../facts/declare.js';
import type { Fact } from '../facts/fact.js';
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
    service('postgres', 10, postgres, ['postgres']),
    ...(context.has('mail') ? [service('mailpit', 30, mailpit)] : []),
    service('migrate', 40, oneShot(context, ['node', 'dist/database/cli.js', 'migrate'])),
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
    `  DATABASE_URL: postgres://app:\${POSTGRES_PASSWORD:-app}@postgres:5432/app`,
    ...(has('redis') ? ['  REDIS_URL: redis://redis:6379'] : []),
    ...(option('cache', 'store') === 'memcached' ? ['  MEMCACHED_URL: memcached://memcached:11211'] : []),
    ...(option('queue', 'driver') === 'rabbitmq'
      ? [`  RABBITMQ_URL: amqp://app:\${RABBITMQ_PASSWORD:-app}@rabbitmq:5672`]
      : []),
    ...(has('mail') ? ['  MAIL_URL: smtp://mailpit:1025'] : []),
  ];
}

function oneShot(context: ModuleContext, command: readonly string[]): string {
  return [
    ...environment(context),
    `command: [${command.join(', ')}]`,
    'healthcheck:',
    '  disable: true',
    'depends_on:',
    '  postgres:',
    '    condition: service_healthy',
  ].join('\n');
}

/** What the processes of the machine share. */
const volumesOf = ({ option }: ModuleContext): readonly string[] =>
  option('cache', 'store') === 'file' ? ['cache'] : [];

const mounts = (context: ModuleContext): readonly string[] =>
  volumesOf(context).length === 0 ? [] : ['volumes:', '  - cache:/app/data/cache'];

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
