import { esm, hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../../src/project/host.js';
import { options, type Shape } from './shape.js';

function main(host: Host, create: string, imports = ''): string {
  const to = (path: string): string =>
    host.suffix === '' ? `'${path.replace(/\/index$/, '')}'` : `'${path}${host.suffix}'`;
  return `import Fastify from 'fastify';
${imports}import { installPlatform } from ${to('./platform/index')};
import { metrics } from ${to('./platform/monitoring/index')};
import { versionOf } from ${to('./platform/versioning/index')};
import { currentContext } from ${to('./platform/context')};

const app = ${create};
installPlatform(app);
app.setErrorHandler((error, _request, reply) => {
  const { message, statusCode } = error as Error & { statusCode?: number };
  reply.code(statusCode === undefined ? 500 : statusCode).send({ own: message });
});
app.register(async (products) => {
  products.get('/', async (request) => ({ items: [], version: versionOf(request) }));
  products.get('/:id', async (request) => {
    metrics.revenue('19.90', 'eur');
    metrics.activity('view', 'anna');
    return { id: (request.params as { id: string }).id, version: versionOf(request) };
  });
  products.post('/', async (request, reply) => {
    const context = await metrics.time('checkout', async () => currentContext());
    reply.code(201);
    return { body: request.body, requestId: context?.requestId };
  });
}, { prefix: '/products' });
app.get('/boom', async () => {
  throw new Error('boom password=hunter22');
});
app.get('/slow', async () => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  return { slow: true };
});
app.get('/teapot', async () => {
  throw Object.assign(new Error('short and stout'), { statusCode: 418 });
});
app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' }).then(() => console.log('listening'));
`;
}

const four = hostOf('fastify', 4);
const five = hostOf('fastify', 5, { ...esm });
const pino = hostOf('fastify', 5, {
  ...esm,
  logger: { library: 'pino', major: 10, instance: { file: 'src/log.ts', name: 'log', isDefault: false } },
});

export const fastifyShapes: readonly Shape[] = [
  {
    name: 'fastify-4',
    host: four,
    packages: { fastify: '^4.28.0', '@types/node': '^20.0.0' },
    compilerOptions: options.strict,
    typescript: ['ts52', 'ts60'],
    files: { 'src/main.ts': main(four, `Fastify()`) },
  },
  {
    name: 'fastify-5-zod',
    host: five,
    packages: {
      fastify: '^5.0.0',
      'fastify-type-provider-zod': '^7.0.0',
      zod: '^4.0.0',
      '@fastify/swagger': '^9.0.0',
      'openapi-types': '^12.0.0',
      '@types/node': '^20.0.0',
    },
    compilerOptions: options.strictest,
    typescript: ['ts60'],
    files: {
      'src/main.ts': main(
        five,
        `Fastify({ logger: { level: 'info' }, disableRequestLogging: true }).withTypeProvider<ZodTypeProvider>()`,
        `import type { ZodTypeProvider } from 'fastify-type-provider-zod';\n`,
      ),
    },
  },
  {
    name: 'fastify-5-pino',
    host: pino,
    packages: { fastify: '^5.0.0', pino: '^10.0.0', '@types/node': '^20.0.0' },
    compilerOptions: { ...options.strictest, verbatimModuleSyntax: true },
    typescript: ['ts52', 'ts60'],
    files: {
      'src/main.ts': main(
        pino,
        `Fastify({ loggerInstance: log, disableRequestLogging: true })`,
        `import { log } from './log.js';\n`,
      ),
      'src/log.ts': `import { pino } from 'pino';\n\nexport const log = pino();\n`,
    },
  },
];
