import { esm, hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../../src/project/host.js';
import { options, type Shape } from './shape.js';

interface Source {
  readonly host: Host;
  readonly expressImport: string;
  /** Whether the routes stand in a router under `/api`-less paths of its own. */
  readonly logger?: string;
}

function main({ host, expressImport }: Source): string {
  const from = (path: string): string => `'${path}${host.suffix}'`;
  const index = host.suffix === '' ? `'./platform'` : from('./platform/index');
  return `${expressImport}
import { finishPlatform, installPlatform } from ${index};
import { metrics } from ${host.suffix === '' ? `'./platform/monitoring'` : from('./platform/monitoring/index')};
import { versionOf } from ${host.suffix === '' ? `'./platform/versioning'` : from('./platform/versioning/index')};
import { currentContext } from ${from('./platform/context')};

const app: express.Application = express();
app.use(express.json());
installPlatform(app);

const products = express.Router();
products.get('/', (req, res) => {
  res.json({ items: [], version: versionOf(req) });
});
products.get('/:id', (req, res) => {
  metrics.revenue('19.90', 'eur');
  metrics.activity('view', 'anna');
  res.json({ id: req.params.id, version: versionOf(req) });
});
products.post('/', (req, res, next) => {
  metrics
    .time('checkout', async () => currentContext())
    .then((context) => res.status(201).json({ body: req.body, requestId: context?.requestId }), next);
});
app.use('/products', products);
app.get('/boom', () => {
  throw new Error('boom password=hunter22');
});
app.get('/slow', (_req, res) => {
  setTimeout(() => res.json({ slow: true }), 700);
});
app.get('/teapot', (_req, _res, next) => {
  next(Object.assign(new Error('short and stout'), { status: 418 }));
});
finishPlatform(app);
app.use((error: Error & { status?: number }, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  res.status(error.status === undefined ? 500 : error.status).json({ own: error.message });
});
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
`;
}

const lax = hostOf('express', 4, {
  typescript: '4.7',
  defaultImports: false,
  style: {
    ...hostOf('express', 4).style,
    quotes: 'double',
    semicolons: false,
    indent: '\t',
    fileNames: 'camel',
  },
});
const four = hostOf('express', 4);
const five = hostOf('express', 5, {
  ...esm,
  logger: {
    library: 'winston',
    major: 3,
    instance: { file: 'src/log.ts', name: 'default', isDefault: true },
  },
  redis: {
    library: 'ioredis',
    major: 5,
    instance: { file: 'src/redis.ts', name: 'redis', isDefault: false },
  },
});

export const expressShapes: readonly Shape[] = [
  {
    name: 'express-4-lax',
    host: lax,
    packages: { express: '^4.21.0', '@types/express': '^4.17.21', '@types/node': '^18.19.0' },
    compilerOptions: options.lax,
    typescript: ['ts47', 'ts52'],
    files: { 'src/main.ts': main({ host: lax, expressImport: `import express = require('express');` }) },
  },
  {
    name: 'express-4-strict',
    host: four,
    packages: { express: '^4.21.0', '@types/express': '^4.17.21', '@types/node': '^20.0.0' },
    compilerOptions: options.strict,
    typescript: ['ts52', 'ts60'],
    files: { 'src/main.ts': main({ host: four, expressImport: `import express from 'express';` }) },
  },
  {
    name: 'express-5-esm',
    host: five,
    packages: {
      express: '^5.0.0',
      '@types/express': '^5.0.0',
      '@types/node': '^20.0.0',
      winston: '^3.19.0',
      ioredis: '^5.11.0',
    },
    compilerOptions: { ...options.strictest, verbatimModuleSyntax: true },
    typescript: ['ts52', 'ts60'],
    files: {
      'src/main.ts': main({ host: five, expressImport: `import express from 'express';` }),
      'src/log.ts': `import winston from 'winston';

const logger = winston.createLogger({ format: winston.format.json(), transports: [new winston.transports.Console()] });
export default logger;
`,
      'src/redis.ts': `import { Redis } from 'ioredis';

export const redis = new Redis('redis://127.0.0.1:6379', { keyPrefix: \`adopted-\${process.pid}:\` });
`,
    },
  },
];
