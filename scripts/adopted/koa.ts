import { esm, hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../../src/project/host.js';
import { options, type Shape } from './shape.js';

function main(host: Host, imports: string): string {
  const to = (path: string): string =>
    host.suffix === '' ? `'${path.replace(/\/index$/, '')}'` : `'${path}${host.suffix}'`;
  return `${imports}
import { installPlatform } from ${to('./platform/index')};
import { metrics } from ${to('./platform/monitoring/index')};
import { versionOf } from ${to('./platform/versioning/index')};
import { currentContext } from ${to('./platform/context')};

interface State {
  user?: string;
}

const app = new Koa<State>();
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    const { message, status } = error as Error & { status?: number };
    ctx.status = status === undefined ? 500 : status;
    ctx.body = { own: message };
  }
});
app.use(bodyParser());
installPlatform(app);

const products = new Router({ prefix: '/products' });
products.get('/', (ctx) => {
  ctx.body = { items: [], version: versionOf(ctx) };
});
products.get('/:id', (ctx) => {
  metrics.revenue('19.90', 'eur');
  metrics.activity('view', 'anna');
  ctx.body = { id: ctx.params['id'], version: versionOf(ctx) };
});
products.post('/', async (ctx) => {
  const context = await metrics.time('checkout', async () => currentContext());
  ctx.status = 201;
  ctx.body = { body: ctx.request.body, requestId: context?.requestId };
});
const other = new Router();
other.get('/boom', () => {
  throw new Error('boom password=hunter22');
});
other.get('/slow', async (ctx) => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  ctx.body = { slow: true };
});
other.get('/teapot', () => {
  throw Object.assign(new Error('short and stout'), { status: 418 });
});
app.use(products.routes());
app.use(other.routes());
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
`;
}

const lax = hostOf('koa', 2, {
  typescript: '4.7',
  defaultImports: false,
});
const modern = hostOf('koa', 3, {
  ...esm,
  logger: { library: 'pino', major: 10, instance: null },
});

export const koaShapes: readonly Shape[] = [
  {
    name: 'koa-2-lax',
    host: lax,
    packages: {
      koa: '^2.15.0',
      '@types/koa': '^2.15.0',
      '@koa/router': '^12.0.0',
      '@types/koa__router': '^12.0.4',
      'koa-bodyparser': '^4.4.0',
      '@types/koa-bodyparser': '^4.3.0',
      '@types/node': '^20.0.0',
    },
    compilerOptions: options.lax,
    typescript: ['ts47', 'ts52'],
    files: {
      'src/main.ts': main(
        lax,
        `import Koa = require('koa');\nimport Router = require('@koa/router');\nimport bodyParser = require('koa-bodyparser');`,
      ),
    },
  },
  {
    name: 'koa-3-esm',
    host: modern,
    packages: {
      koa: '^3.0.0',
      '@types/koa': '^3.0.0',
      '@koa/router': '^15.0.0',
      'koa-bodyparser': '^4.4.0',
      '@types/koa-bodyparser': '^4.3.0',
      pino: '^10.0.0',
      '@types/node': '^20.0.0',
    },
    compilerOptions: { ...options.strictest, verbatimModuleSyntax: true },
    typescript: ['ts60'],
    files: {
      'src/main.ts': main(
        modern,
        `import Koa from 'koa';\nimport Router from '@koa/router';\nimport bodyParser from 'koa-bodyparser';`,
      ),
    },
  },
];
