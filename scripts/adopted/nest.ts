import { esm, hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../../src/project/host.js';
import { decorated, options, type Shape } from './shape.js';

function files(host: Host): Shape['files'] {
  const to = (path: string): string =>
    host.suffix === '' ? `'${path.replace(/\/index$/, '')}'` : `'${path}${host.suffix}'`;
  const adapter = host.nestPlatform === 'fastify' ? ', new FastifyAdapter()' : '';
  const imports =
    host.nestPlatform === 'fastify'
      ? `import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';\n`
      : '';
  const type = host.nestPlatform === 'fastify' ? '<NestFastifyApplication>' : '';
  const prefix = host.globalPrefix === '' ? '' : `  app.setGlobalPrefix('${host.globalPrefix}');\n`;
  const send =
    host.nestPlatform === 'fastify'
      ? 'status(status).send({ own: message })'
      : 'status(status).json({ own: message })';
  return {
    'src/main.ts': `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
${imports}import { AppModule, OwnFilter } from ${to('./app.module')};
import { installPlatform } from ${to('./platform/index')};

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create${type}(AppModule${adapter}, { logger: ['error', 'warn', 'log'] });
  installPlatform(app);
${prefix}  app.useGlobalFilters(new OwnFilter());
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
  console.log('listening');
}
void bootstrap();
`,
    'src/app.module.ts': `import { type ArgumentsHost, Body, Catch, Controller, type ExceptionFilter, Get, HttpException, Module, Param, Post, Req } from '@nestjs/common';
import { metrics } from ${to('./platform/monitoring/index')};
import { versionOf } from ${to('./platform/versioning/index')};
import { currentContext } from ${to('./platform/context')};

@Catch()
export class OwnFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const message = error instanceof Error ? error.message : '';
    host.switchToHttp().getResponse().${send};
  }
}

@Controller()
class ShopController {
  @Get('products')
  list(@Req() request: object) {
    return { items: [], version: versionOf(request) };
  }

  @Get('products/:id')
  one(@Param('id') id: string, @Req() request: object) {
    metrics.revenue('19.90', 'eur');
    metrics.activity('view', 'anna');
    return { id, version: versionOf(request) };
  }

  @Post('products')
  async create(@Body() body: unknown) {
    const context = await metrics.time('checkout', async () => currentContext());
    return { body, requestId: context?.requestId };
  }

  @Get('boom')
  boom() {
    throw new Error('boom password=hunter22');
  }

  @Get('slow')
  async slow() {
    await new Promise((resolve) => setTimeout(resolve, 700));
    return { slow: true };
  }

  @Get('teapot')
  teapot() {
    throw new HttpException('short and stout', 418);
  }
}

@Module({ controllers: [ShopController] })
export class AppModule {}
`,
  };
}

interface Variant {
  readonly name: string;
  readonly major: number;
  readonly range: string;
  readonly host: Partial<Host>;
  readonly compilerOptions: Shape['compilerOptions'];
  readonly typescript: Shape['typescript'];
  readonly packages?: Shape['packages'];
}

const express = { nestPlatform: 'express' } as const;
const fastify = { nestPlatform: 'fastify' } as const;
const nest = { ...options.strict, ...decorated, strictPropertyInitialization: false };
const modern = {
  ...options.strictest,
  ...decorated,
};

const variants: readonly Variant[] = [
  {
    name: 'nest-10-express',
    major: 10,
    range: '^10.4.0',
    host: { ...express, typescript: '4.7' },
    compilerOptions: nest,
    typescript: ['ts47', 'ts52'],
  },
  {
    name: 'nest-10-fastify',
    major: 10,
    range: '^10.4.0',
    host: fastify,
    compilerOptions: nest,
    typescript: ['ts52'],
  },
  {
    name: 'nest-11-express',
    major: 11,
    range: '^11.0.0',
    host: { ...express, globalPrefix: 'api' },
    compilerOptions: nest,
    typescript: ['ts52', 'ts60'],
  },
  {
    name: 'nest-11-fastify',
    major: 11,
    range: '^11.0.0',
    host: fastify,
    compilerOptions: nest,
    typescript: ['ts52'],
  },
  {
    name: 'nest-12-express',
    major: 12,
    range: '^12.0.0',
    host: { ...express, ...esm },
    compilerOptions: modern,
    typescript: ['ts60'],
  },
  {
    name: 'nest-12-fastify',
    major: 12,
    range: '^12.0.0',
    host: { ...fastify, ...esm, globalPrefix: 'api' },
    compilerOptions: modern,
    typescript: ['ts60'],
  },
];

export const nestShapes: readonly Shape[] = variants.map(({ name, major, range, host: other, ...rest }) => {
  const host = hostOf('nest', major, other);
  return {
    name,
    host,
    packages: {
      '@nestjs/common': range,
      '@nestjs/core': range,
      [`@nestjs/platform-${host.nestPlatform}`]: range,
      rxjs: '^7.8.0',
      'reflect-metadata': '^0.2.0',
      '@types/node': '^20.0.0',
      ...rest.packages,
    },
    compilerOptions: rest.compilerOptions,
    typescript: rest.typescript,
    files: files(host),
  };
});
