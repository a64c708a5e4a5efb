import { esm, hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../../src/project/host.js';
import { options, type Shape } from './shape.js';

function main(host: Host): string {
  const to = (path: string): string =>
    host.suffix === '' ? `'${path.replace(/\/index$/, '')}'` : `'${path}${host.suffix}'`;
  return `import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { installPlatform } from ${to('./platform/index')};
import { metrics } from ${to('./platform/monitoring/index')};
import { versionOf } from ${to('./platform/versioning/index')};
import { currentContext } from ${to('./platform/context')};

const app = new Hono<{ Variables: { user: string } }>();
installPlatform(app);
app.use(async (c, next) => {
  c.set('user', 'anna');
  await next();
});

const products = new Hono();
products.get('/', (c) => c.json({ items: [], version: versionOf(c) }));
products.get('/:id', (c) => {
  metrics.revenue('19.90', 'eur');
  metrics.activity('view', 'anna');
  return c.json({ id: c.req.param('id'), version: versionOf(c) });
});
products.post('/', async (c) => {
  const context = await metrics.time('checkout', async () => currentContext());
  return c.json({ body: await c.req.json(), requestId: context?.requestId }, 201);
});
app.route('/products', products);
app.get('/boom', () => {
  throw new Error('boom password=hunter22');
});
app.get('/slow', async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  return c.json({ slow: true });
});
app.get('/teapot', () => {
  throw new HTTPException(418, { message: 'short and stout' });
});
app.onError((error, c) => c.json({ own: error.message }, error instanceof HTTPException ? error.status : 500));
serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' }, () => console.log('listening'));
`;
}

const cjs = hostOf('hono', 4);
const modern = hostOf('hono', 4, esm);
const packages = { hono: '^4.6.0', '@hono/node-server': '^1.13.0', '@types/node': '^20.0.0' };

export const honoShapes: readonly Shape[] = [
  {
    name: 'hono-4-commonjs',
    host: cjs,
    packages,
    compilerOptions: { ...options.strict, module: 'Node16', moduleResolution: 'Node16' },
    typescript: ['ts52'],
    files: { 'src/main.ts': main(cjs) },
  },
  {
    name: 'hono-4-esm',
    host: modern,
    packages: { ...packages, '@hono/node-server': '^2.0.0' },
    compilerOptions: { ...options.strictest, verbatimModuleSyntax: true },
    typescript: ['ts52', 'ts60'],
    files: { 'src/main.ts': main(modern) },
  },
];
