import { dependency } from '../facts/declare.js';
import { type Code, code, type Fact, imported } from '../facts/fact.js';
import type { Host, HostFramework } from '../project/host.js';
import { type AdoptedContext, adopted } from './adopted.js';
import { hostEnv } from './host-env.js';
import { defineModule, type FileSource, folder, type Wire, wire } from './module.js';
import { readsNewTypes } from './new-types.js';
import { wordsOf } from './option-values.js';

/** The file of a module that holds what goes on the app, by the words of each framework. */
const fileOn: Readonly<Record<HostFramework, string>> = {
  express: 'middleware',
  fastify: 'hooks',
  nest: 'middleware',
  hono: 'middleware',
  koa: 'middleware',
};

/** Puts `name` on the app: Fastify's hooks are added by a function, the others have middleware. */
export function putOn(framework: HostFramework, name: string, home: string, file = fileOn[framework]): Code {
  const value = imported(name, `${home}/${file}`);
  return framework === 'fastify' ? code`${value}(app);` : code`app.use(${value});`;
}

/** Whether errors of requests are listened for. */
const reportsErrors = ({ has, option }: AdoptedContext): boolean =>
  has('alerts') || wordsOf(option('monitoring', 'vendor')).includes('sentry');

/** What pino's types are written in; an older compiler can't read them. */
const oldestForPino = 5;

const readsPino = (host: Host): boolean =>
  Number(host.typescript.split('.', 1)[0]) >= oldestForPino && readsNewTypes(host);

type LoggerVariant = 'fields-first' | 'message-first' | 'fastify' | 'pino' | 'nest' | 'json';

/** Where lines go: to the project's own logger wherever there is one that can be imported. */
function loggerOf({ host, has }: AdoptedContext): LoggerVariant {
  const library = host.logger?.library ?? null;
  if (library !== 'morgan' && host.logger?.instance) {
    return library === 'pino' || library === 'bunyan' ? 'fields-first' : 'message-first';
  }
  if (host.framework === 'fastify') return 'fastify';
  if (library === 'pino') return 'pino';
  if (has('logging') && (library === null || library === 'morgan') && readsPino(host)) return 'pino';
  return host.framework === 'nest' ? 'nest' : 'json';
}

const usesPino = (context: AdoptedContext): boolean => loggerOf(context) === 'pino';

function filesOf(context: AdoptedContext): readonly FileSource[] {
  const { host, handlesSignals } = context;
  const { framework, nestPlatform } = host;
  return [
    folder('adopted/platform/common'),
    folder(`adopted/platform/${framework}`),
    ...(framework === 'nest' ? [folder(`adopted/platform/nest-${nestPlatform ?? 'express'}`)] : []),
    folder(`adopted/platform/${handlesSignals ? 'host' : 'own'}-signals`),
    folder(`adopted/platform/logger-${loggerOf(context)}`),
    ...(reportsErrors(context)
      ? [folder('adopted/platform/errors'), folder(`adopted/platform/errors-${framework}`)]
      : []),
  ];
}

const errorsHome = 'src/platform/errors';

function errorWires({ host: { framework } }: AdoptedContext): readonly Wire[] {
  const report = putOn(framework, 'reportErrors', errorsHome);
  if (framework === 'express') return [wire('finish', 50, report)];
  if (framework !== 'nest') return [wire('install', 20, report)];
  const interceptor = imported('reportErrors', `${errorsHome}/interceptor`);
  return [wire('install', 20, code`app.useGlobalInterceptors(${interceptor});`)];
}

/** What ends when the process is asked to: the frameworks that can close their server do so first. */
function signalWire({ host: { framework }, handlesSignals }: AdoptedContext): readonly Wire[] {
  // Closing a Fastify instance stops the platform, and whoever handles signals there closes it.
  if (handlesSignals && framework === 'fastify') return [];
  const name = handlesSignals ? 'stopAfterRequests' : 'stopOnSignals';
  const on = imported(name, 'src/platform/lifecycle');
  if (handlesSignals) return [wire('install', 99, code`${on}(stopPlatform);`)];
  if (framework === 'fastify')
    return [wire('install', 99, code`${on}(async () => {\n  await app.close();\n});`)];
  if (framework !== 'nest') return [wire('install', 99, code`${on}(stopPlatform);`)];
  return [wire('install', 99, code`${on}(async () => {\n  await app.close();\n  await stopPlatform();\n});`)];
}

function variables(context: AdoptedContext): readonly Fact[] {
  const { host, handlesSignals } = context;
  return [
    ...(handlesSignals
      ? []
      : [
          hostEnv(host, 'SHUTDOWN_DELAY_MS', {
            group: 'Server',
            rank: 15,
            example: '1000',
            comment: 'How long a stopping process still serves, with a readiness of 503.',
          }),
          hostEnv(host, 'SHUTDOWN_TIMEOUT_MS', {
            group: 'Server',
            rank: 16,
            example: '8000',
            comment: 'How long open requests may take to finish after that.',
          }),
        ]),
    ...(usesPino(context)
      ? [
          hostEnv(host, 'LOG_LEVEL', {
            group: 'Logging',
            rank: 10,
            example: 'info',
            comment: 'trace, debug, info, warn, error, fatal or silent.',
          }),
        ]
      : []),
  ];
}

function notesOf(context: AdoptedContext): readonly string[] {
  const { host, handlesSignals } = context;
  const { logger } = host;
  const variant = loggerOf(context);
  return [
    ...(logger !== null && logger.instance === null && (variant === 'json' || variant === 'nest')
      ? [
          `No file exports this backend's ${logger.library} logger, so the lines of the modules go to ${variant === 'nest' ? "NestJS' logger" : 'the standard output as JSON'}.`,
        ]
      : []),
    ...(handlesSignals && host.framework !== 'fastify'
      ? [
          'Signals stay with your own handler; where it exits before open requests have ended, let it await stopPlatform() first.',
        ]
      : []),
  ];
}

/** The composition of an adopted backend: its one file that knows the modules, its life cycle, its way to the log. */
export const platform = defineModule({
  id: 'platform',
  version: 1,
  guideline: null,
  summary: 'Composition and life cycle in a backend that was there before',
  role: 'internal',
  adopted: adopted({
    requires: () => [{ id: 'settings', because: 'how long a stop may take is a setting' }],
    files: filesOf,
    facts: (context) => [
      ...(usesPino(context) && context.host.logger?.library !== 'pino' ? [dependency('pino')] : []),
      ...variables(context),
    ],
    wires: (context) => [
      wire('install', 10, putOn(context.host.framework, 'followRequests', 'src/platform/http')),
      ...(reportsErrors(context) ? errorWires(context) : []),
      ...signalWire(context),
    ],
    notes: notesOf,
  }),
});
