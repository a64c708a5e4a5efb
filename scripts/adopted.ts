/**
 * Puts the modules into small backends of every framework and version that create-backend didn't make: each is
 * installed, compiled with the TypeScript versions that it has to compile with, booted and called.
 * Usage: npm run adopted [-- --only express-4,nest --folder FOLDER --quick]
 *        FOLDER keeps what is installed for the next run; --quick leaves out the variants that are compiled only.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { callShape } from './adopted/calls.js';
import { expressShapes } from './adopted/express.js';
import { fastifyShapes } from './adopted/fastify.js';
import { honoShapes } from './adopted/hono.js';
import { koaShapes } from './adopted/koa.js';
import { nestShapes } from './adopted/nest.js';
import {
  type Addition,
  compile,
  installCompilers,
  installPackages,
  writeProject,
} from './adopted/project.js';
import { callWithSentry } from './adopted/sentry.js';
import type { Shape } from './adopted/shape.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: join(tmpdir(), 'create-backend-adopted') },
    quick: { type: 'boolean', default: false },
  },
});
const wanted = values.only.split(',');
const shapes = [...expressShapes, ...fastifyShapes, ...koaShapes, ...honoShapes, ...nestShapes].filter(
  ({ name }) => wanted.some((part) => name.includes(part)),
);
const root = resolve(values.folder);

const common = { logging: {}, health: {} };
const whole = (scheme: string, vendor: string): Addition['answers'] => ({
  ...common,
  versioning: { scheme },
  monitoring: { vendor },
  alerts: {},
});

/** What is called as well as compiled. */
const called: Addition = {
  name: 'url-path, prometheus',
  answers: whole('url-path', 'prometheus'),
  handlesSignals: false,
  versioning: null,
};

/** What is called with a Sentry of our own. */
const withSentry: Addition = {
  name: 'accept-header, sentry',
  answers: whole('accept-header', 'sentry'),
  handlesSignals: true,
  versioning: null,
};

/** What else has other files. The apps use versioning and monitoring, so that both are always there. */
const others: readonly Addition[] = [
  withSentry,
  {
    name: 'host, no logging',
    answers: { versioning: { scheme: 'host' }, monitoring: {}, alerts: {} },
    handlesSignals: true,
    versioning: 'path',
  },
  {
    name: 'namespace, versions of its own',
    answers: whole('namespace', 'prometheus'),
    handlesSignals: false,
    versioning: 'path',
  },
  { name: 'query', answers: whole('query', 'prometheus'), handlesSignals: false, versioning: null },
];

/** What fails of a shape. */
async function check(shape: Shape, tools: string): Promise<readonly string[]> {
  const folder = join(root, shape.name);
  mkdirSync(folder, { recursive: true });
  const failures: string[] = [];
  const attempt = async (what: string, step: () => Promise<void>): Promise<void> => {
    const begin = Date.now();
    try {
      await step();
      console.log(`  ${what}: ok, ${((Date.now() - begin) / 1_000).toFixed(1)} s`);
    } catch (error) {
      failures.push(`${shape.name}, ${what}`);
      console.log(`  ${what}: FAILED\n${(error as Error).message}`);
    }
  };
  const needs = {
    ...(await writeProject(folder, shape, others[0] ?? called)),
    ...(await writeProject(folder, shape, called)),
  };
  await attempt('install', () => installPackages(folder, shape, needs));
  for (const compiler of shape.typescript) {
    await writeProject(folder, shape, called);
    await attempt(`${called.name}, ${compiler}`, () => compile(folder, tools, compiler));
  }
  await attempt('calls', () => callShape(folder, shape));
  const [compiler] = shape.typescript.slice(-1);
  if (values.quick || compiler === undefined) return failures;
  for (const addition of others) {
    await writeProject(folder, shape, addition);
    await attempt(`${addition.name}, ${compiler}`, () => compile(folder, tools, compiler));
    if (addition === withSentry) await attempt('calls with Sentry', () => callWithSentry(folder, shape));
  }
  return failures;
}

const tools = join(root, 'compilers');
mkdirSync(tools, { recursive: true });
await installCompilers(tools);
const failures: string[] = [];
for (const shape of shapes) {
  console.log(shape.name);
  failures.push(...(await check(shape, tools)));
}
console.log(failures.length === 0 ? `${shapes.length} shapes pass.` : `Failed:\n  ${failures.join('\n  ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
