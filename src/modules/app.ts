import { dependency, devDependency, env, ignore, script } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { entryCommands, withPrismaClient } from './entry-commands.js';
import { defineModule, file, folder, perFramework, perServer, wire } from './module.js';

export const app = defineModule({
  id: 'app',
  version: 1,
  guideline: 1,
  summary: 'HTTP application, composition and process life cycle',
  role: 'base',
  options: {
    framework: {
      type: 'choice',
      values: [
        { value: 'fastify', label: 'Fastify 5', hint: 'fast, schemas and plugins' },
        { value: 'express', label: 'Express 5', hint: 'the best known, plain middleware' },
        { value: 'hono', label: 'Hono 4', hint: 'small, web standards' },
        { value: 'nest', label: 'NestJS 12', hint: 'modules, controllers, injection; on Express' },
        { value: 'nest-fastify', label: 'NestJS 12 on Fastify', hint: 'the same on Fastify 5' },
      ],
      default: 'fastify',
      ask: 'Which framework?',
      description: 'The HTTP framework',
      flag: 'framework',
    },
    packageManager: {
      type: 'choice',
      values: [
        { value: 'npm', label: 'npm', hint: 'comes with Node' },
        { value: 'pnpm', label: 'pnpm', hint: 'strict, shared store' },
        { value: 'yarn', label: 'Yarn 4', hint: 'with node_modules' },
        { value: 'bun', label: 'Bun', hint: 'fast installs' },
      ],
      default: 'npm',
      ask: 'Which package manager?',
      description: 'The package manager of scripts, CI and the Dockerfile',
      flag: 'package-manager',
    },
  },
  requires: () => [
    { id: 'settings', because: 'the server listens where its settings say' },
    { id: 'logging', because: 'every request is logged' },
    { id: 'errors', because: 'every error is answered with problem details' },
  ],
  seeds: ({ name }) => [{ path: 'package.json', text: packageJson(name) }],
  files: ({ framework, server, has }) => [
    folder('base/common'),
    folder(`base/${framework}`),
    ...(framework === 'nest' ? [folder(`base/nest-${server}`), ...perServer(server, underNest)] : []),
    folder(has('redis') ? 'base/throttle-redis' : 'base/throttle-memory'),
  ],
  facts: ({ framework, server, packageManager, option }) => [
    ...perFramework(framework, {
      fastify: [
        dependency('fastify'),
        dependency('fastify-plugin'),
        dependency('fastify-type-provider-zod'),
        dependency('@fastify/swagger'),
        dependency('openapi-types'),
      ],
      express: [dependency('express'), devDependency('@types/express')],
      hono: [dependency('hono'), dependency('@hono/node-server'), dependency('@hono/zod-openapi')],
      nest: [
        dependency('@nestjs/common'),
        dependency('@nestjs/core'),
        dependency('reflect-metadata'),
        dependency('rxjs'),
        ...perServer(server, {
          fastify: [
            dependency('@nestjs/platform-fastify'),
            dependency('fastify'),
            dependency('fastify-plugin'),
          ],
          express: [
            dependency('@nestjs/platform-express'),
            dependency('express'),
            devDependency('@types/express'),
          ],
          hono: [],
        }),
      ],
    }),
    dependency('zod'),
    devDependency('@biomejs/biome'),
    devDependency('@types/node'),
    devDependency('tsx'),
    devDependency('typescript'),
    script('dev', withPrismaClient(entryCommands('main', { option }).dev.join(' '), { option }), 10),
    script('build', withPrismaClient('tsc -p tsconfig.build.json', { option }), 20),
    script('start', entryCommands('main', { option }).start.join(' '), 30),
    script('lint', 'biome check .', 60),
    script('format', 'biome check --write .', 61),
    script('typecheck', withPrismaClient('tsc --noEmit', { option }), 62),
    ignore('node_modules/', 10),
    ignore('dist/', 11),
    ...(packageManager === 'yarn' ? [ignore('.yarn/', 13)] : []),
    ...serverVariables,
  ],
  wires: ({ server }) => [
    wire('settings', 10, code`server: ${imported('serverSettings', 'src/platform/http/settings')}(env),`),
    wire('settings', 12, code`throttle: ${imported('throttleSettings', 'src/platform/http/settings')}(env),`),
    wire(
      'deploy',
      10,
      code`problems.push(...${imported('serverDeployProblems', 'src/platform/http/deploy')}(settings));`,
    ),
    wire(
      'install',
      20,
      perServer(server, {
        fastify: code`await app.register(${imported('httpHeaders', 'src/platform/http/plugin')});`,
        express: code`app.use(${imported('httpHeaders', 'src/platform/http/middleware')});`,
        hono: code`app.use(${imported('httpHeaders', 'src/platform/http/middleware')});`,
      }),
    ),
    wire(
      'install',
      40,
      perServer(server, {
        fastify: code`await app.register(${imported('throttling', 'src/platform/http/plugin')});`,
        express: code`app.use(${imported('throttling', 'src/platform/http/middleware')});`,
        hono: code`app.use(${imported('throttling', 'src/platform/http/middleware')});`,
      }),
    ),
  ],
});

/** What Nest has of the server's own that is under it. */
const underNest = {
  fastify: ['index', 'http/plugin', 'http/route-table'].map((name) =>
    file(`base/fastify/src/platform/${name}.ts`, `src/platform/${name}.ts`),
  ),
  express: ['body', 'methods', 'middleware'].map((name) =>
    file(`base/express/src/platform/http/${name}.ts`, `src/platform/http/${name}.ts`),
  ),
  hono: [],
};

function packageJson(name: string): string {
  const seed = { name, version: '0.1.0', private: true, type: 'module', engines: { node: '>=20.19' } };
  return `${JSON.stringify(seed, null, 2)}\n`;
}

const serverVariables = [
  env('HOST', {
    group: 'Server',
    rank: 10,
    example: '127.0.0.1',
    comment: 'The address to listen on; 0.0.0.0 in staging and production.',
  }),
  env('PORT', { group: 'Server', rank: 11, example: '3000', comment: 'The port to listen on.' }),
  env('TRUST_PROXY', {
    group: 'Server',
    rank: 12,
    example: '1',
    comment: 'How many proxies stand in front of the server; their X-Forwarded-* headers are believed.',
  }),
  env('CORS_ORIGINS', {
    group: 'Server',
    rank: 13,
    example: 'https://app.example.com',
    comment: 'Origins whose pages may call the API, between commas.',
  }),
  env('BODY_LIMIT_BYTES', {
    group: 'Server',
    rank: 14,
    example: '1048576',
    comment: 'The largest request body.',
  }),
  env('SHUTDOWN_DELAY_MS', {
    group: 'Server',
    rank: 15,
    example: '1000',
    comment: 'How long a stopping process still serves, with a readiness of 503.',
  }),
  env('SHUTDOWN_TIMEOUT_MS', {
    group: 'Server',
    rank: 16,
    example: '8000',
    comment: 'How long open requests may take to finish after that.',
  }),
  env('THROTTLE_ANON', {
    group: 'Throttling',
    rank: 10,
    example: '1000/min',
    comment: 'Requests that a client address may send: 5/sec, 100/min, 1000/hour, 10000/day or off.',
  }),
];
