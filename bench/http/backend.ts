import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../fixtures/contract/free-port.js';
import { type RunningServer, startServer } from './server.js';

export const frameworks = ['fastify', 'express', 'hono', 'nest', 'nest-fastify'] as const;
export type Framework = (typeof frameworks)[number];

export const simplest = '/ping';

const answer = '{ message: "pong" }';
const route: Record<Framework, string> = {
  fastify: `app.get('${simplest}', async () => (${answer}))`,
  express: `app.get('${simplest}', (_request, response) => void response.json(${answer}))`,
  hono: `app.get('${simplest}', (c) => c.json(${answer}))`,
  nest: 'app.push(Ping)',
  'nest-fastify': 'app.push(Ping)',
};
// A server that is written as it runs has no compiler for decorators, which are functions.
const nestController = `import { Controller, Get } from '@nestjs/common';
class Ping {
  answer() {
    return ${answer};
  }
}
const handler = Object.getOwnPropertyDescriptor(Ping.prototype, 'answer') ?? {};
Get('${simplest}')(Ping.prototype, 'answer', handler);
Controller()(Ping);
`;
/** What the route needs to stand before it. */
const preamble: Record<Framework, string> = {
  fastify: '',
  express: '',
  hono: '',
  nest: nestController,
  'nest-fastify': nestController,
};
/** Nest alone on one of its servers; `adapter` makes that, where it isn't the one that comes with Nest. */
const bareNest = (imports: string, adapter: string): string => `import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
${imports}${nestController}class App {}
Module({ controllers: [Ping] })(App);
const app = await NestFactory.create(App, ${adapter}{ logger: false });
await app.listen(Number(process.env.PORT), '127.0.0.1');
`;
const bare: Record<Framework, string> = {
  fastify: `import Fastify from 'fastify';
const app = Fastify();
${route.fastify};
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
`,
  express: `import express from 'express';
const app = express();
${route.express};
app.listen(Number(process.env.PORT), '127.0.0.1');
`,
  hono: `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
const app = new Hono();
${route.hono};
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) });
`,
  nest: bareNest('', ''),
  'nest-fastify': bareNest(
    "import { FastifyAdapter } from '@nestjs/platform-fastify';\n",
    'new FastifyAdapter(), ',
  ),
};

const createBackend = new URL('../../bin/create-backend.js', import.meta.url).pathname;

/** Creates a backend with every module, gives it the simplest route there is, and builds it for production. */
export function buildBackend(root: string, framework: Framework, nodeModules: string | undefined): string {
  const folder = join(root, framework);
  const flags = ['--framework', framework, '--preset', 'full', '--yes', '--no-install', '--no-git'];
  const run = (args: readonly string[], cwd: string): void => {
    execFileSync(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  run([createBackend, framework, ...flags], root);
  if (nodeModules === undefined) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
  } else symlinkSync(nodeModules, join(folder, 'node_modules'));

  const main = join(folder, 'src/main.ts');
  const text = readFileSync(main, 'utf8');
  const changed = text.replace('createApp()', `createApp((app) => ${route[framework]})`);
  if (changed === text) throw new Error(`${main} doesn't call createApp() any more.`);
  writeFileSync(main, preamble[framework] + changed);
  run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], folder);
  return folder;
}

/** Starts a built backend as in production: its log at info in a file, a limit for clients that none reaches. */
export async function startBackend(
  folder: string,
  databaseUrl: string,
  { flags = [], probe = '/health/ready' }: { flags?: readonly string[]; probe?: string } = {},
): Promise<RunningServer> {
  const env = {
    APP_ENV: 'production',
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    MAIL_URL: 'smtp://127.0.0.1:25',
    ADMINS: 'admin@example.com',
    MANAGERS: 'manager@example.com',
    LOG_LEVEL: 'info',
    THROTTLE_ANON: '1000000000/hour',
    METRICS_PORT: String(await freePort()),
  };
  for (const command of ['migrate', 'seed']) {
    execFileSync(process.execPath, ['dist/database/cli.js', command], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const args = [...flags, '--enable-source-maps', 'dist/main.js'];
  const output = join(folder, 'server.log');
  return startServer({ cwd: folder, args, env, probe, output });
}

/** Starts the framework alone, with the same route. */
export function startBare(root: string, framework: Framework): Promise<RunningServer> {
  const folder = join(root, framework, 'bare');
  mkdirSync(folder);
  writeFileSync(join(folder, 'server.mjs'), bare[framework]);
  return startServer({
    cwd: folder,
    args: ['server.mjs'],
    env: { NODE_ENV: 'production' },
    probe: simplest,
    output: join(folder, 'server.log'),
  });
}
