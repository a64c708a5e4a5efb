import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { hostShapes } from '../../fixtures/shapes/hosts.js';
import { entry, express, readerOf } from '../../fixtures/shapes/project-files.js';
import { appNames, readApp } from '../../fixtures/shapes/wired-app.js';
import type { Host } from '../project/host.js';
import { findHost, type HostSearch } from './host.js';

function hostOf(search: HostSearch): Host {
  if (search.status !== 'found') throw new Error(JSON.stringify(search));
  return search.host;
}

const host = (name: string): Host => hostOf(findHost(readApp(name), {}));

const hostWith = (files: Readonly<Record<string, string>>): Host =>
  hostOf(findHost(readerOf({ 'package.json': express(), 'src/index.ts': entry, ...files }), {}));

describe('what a project is built with', () => {
  it('is read off package.json, tsconfig and the sources', () => {
    expect(host('express-async-factory')).toEqual({
      framework: 'express',
      frameworkMajor: 5,
      nestPlatform: null,
      typescript: '5.8',
      nodeTypes: null,
      checksLibraries: true,
      modules: 'esm',
      suffix: '.js',
      defaultImports: true,
      decorators: false,
      entry: { file: 'src/main.ts' },
      sourceRoot: 'src',
      folder: 'src/platform',
      style: {
        quotes: 'single',
        semicolons: false,
        indent: '    ',
        eol: '\n',
        lineWidth: 80,
        trailingCommas: 'all',
        bracketSpacing: true,
        arrowParens: 'always',
        fileNames: 'kebab',
      },
      packageManager: 'pnpm',
      rangePrefix: '',
      envExample: '.env.example',
      orm: {
        library: 'drizzle',
        major: 0,
        minor: 44,
        instance: { file: 'src/database.ts', name: 'db', isDefault: false },
        makings: [{ file: 'src/database.ts', line: 4, maker: 'drizzle', isExtended: false, options: [] }],
      },
      logger: {
        library: 'pino',
        major: 9,
        instance: { file: 'src/logger.ts', name: 'logger', isDefault: false },
      },
      redis: {
        library: 'ioredis',
        major: 5,
        instance: { file: 'src/database.ts', name: 'redis', isDefault: false },
      },
      queue: null,
      packages: [],
      versioning: null,
      globalPrefix: '',
    });
  });

  it('is a class-based CommonJS project with tabs', () => {
    expect(host('express-class-methods')).toMatchObject({
      frameworkMajor: 4,
      typescript: '4.9',
      modules: 'cjs',
      suffix: '',
      defaultImports: true,
      decorators: true,
      style: { indent: '\t', arrowParens: 'avoid' },
      packages: ['helmet'],
    });
  });

  it('is CRLF with four spaces in a folder of another name', () => {
    expect(host('express-class-private')).toMatchObject({
      sourceRoot: 'backend',
      folder: 'backend/platform',
      rangePrefix: '~',
      style: { eol: '\r\n', indent: '    ' },
    });
  });

  it('is NestJS with a prefix, or with versions, on either platform', () => {
    expect(host('nest-bootstrap')).toMatchObject({
      framework: 'nest',
      frameworkMajor: 11,
      nestPlatform: 'express',
      globalPrefix: 'api',
      versioning: null,
      decorators: true,
      defaultImports: false,
      style: { quotes: 'single', trailingCommas: 'all' },
    });
    expect(host('nest-fastify')).toMatchObject({
      frameworkMajor: 10,
      nestPlatform: 'fastify',
      versioning: 'nest',
      sourceRoot: 'apps/api/src',
      style: { indent: '\t', semicolons: false },
    });
  });

  it('keeps its layer where the app is in one', () => {
    expect(host('express-nested-factory').folder).toBe('src/shared/infra/platform');
  });

  it('has its logger and its names from its files', () => {
    expect(host('express-setup-functions')).toMatchObject({
      logger: { library: 'winston', instance: { file: 'src/utils/app_logger.ts', isDefault: true } },
      style: { fileNames: 'snake' },
      versioning: 'path',
    });
    expect(host('express-iife')).toMatchObject({
      envExample: '.env.sample',
      orm: { library: 'typeorm', instance: { file: 'src/orm/dbCreateConnection.ts', name: 'AppDataSource' } },
      style: { fileNames: 'camel' },
    });
    expect(host('hono-openapi')).toMatchObject({ packageManager: 'pnpm', suffix: '' });
    expect(host('hono-chain')).toMatchObject({ packageManager: 'bun', modules: 'esm' });
  });

  it('takes another folder where the user has one of that name', () => {
    expect(hostWith({ 'src/platform/mine.ts': 'export {};\n' }).folder).toBe('src/backend-platform');
  });
});

describe('the style of a project', () => {
  it.each([
    [
      '.prettierrc',
      '{ "semi": false, "printWidth": 100, "tabWidth": 4 }',
      { semicolons: false, lineWidth: 100, indent: '    ', quotes: 'double' },
    ],
    [
      '.prettierrc',
      'singleQuote: true\ntrailingComma: none\n',
      { quotes: 'single', trailingCommas: 'none', semicolons: true },
    ],
    [
      '.prettierrc.js',
      'module.exports = {\n  singleQuote: true,\n  useTabs: true,\n};\n',
      { quotes: 'single', indent: '\t' },
    ],
    [
      'biome.json',
      '{ "formatter": { "lineWidth": 120 }, "javascript": { "formatter": { "semicolons": "asNeeded" } } }',
      { indent: '\t', quotes: 'double', lineWidth: 120, semicolons: false },
    ],
    [
      '.editorconfig',
      'root = true\n\n[*]\nindent_style = space\nindent_size = 3\nmax_line_length = 99\n\n[*.md]\nindent_size = 8\n',
      { indent: '   ', lineWidth: 99 },
    ],
  ])('is what %s says: %s', (file, text, style) => {
    expect(hostWith({ [file]: text }).style).toMatchObject(style);
  });

  it('is that of package.json where Prettier is told there', () => {
    const files = { 'package.json': express({ prettier: { arrowParens: 'avoid', bracketSpacing: false } }) };
    expect(hostWith(files).style).toMatchObject({ arrowParens: 'avoid', bracketSpacing: false });
  });

  it('is what most of its files do where nothing says it', () => {
    const text =
      'import express from "express"\n\nconst app = express()\nif (app) {\n\tapp.listen({\n\t\tport: 1\n\t})\n}\n';
    expect(hostWith({ 'src/index.ts': text }).style).toMatchObject({
      quotes: 'double',
      semicolons: false,
      indent: '\t',
      trailingCommas: 'none',
    });
  });
});

describe('the language of a project', () => {
  const options = (compilerOptions: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => ({
    'tsconfig.json': JSON.stringify({ compilerOptions }),
  });

  it.each([
    [{ module: 'commonjs' }, {}, { modules: 'cjs', defaultImports: false }],
    [{ module: 'commonjs', esModuleInterop: true }, {}, { modules: 'cjs', defaultImports: true }],
    [{ module: 'nodenext' }, { type: 'module' }, { modules: 'esm', defaultImports: true, suffix: '.js' }],
    [{ module: 'node16' }, {}, { modules: 'cjs', defaultImports: true, suffix: '' }],
    [
      { module: 'esnext', moduleResolution: 'bundler' },
      { type: 'module' },
      { modules: 'esm', defaultImports: true, suffix: '' },
    ],
    [{ module: 'commonjs', allowSyntheticDefaultImports: true }, {}, { defaultImports: false }],
  ])('is with %j and %j %j', (compilerOptions, manifest, language) => {
    const files = { 'package.json': express(manifest), ...options(compilerOptions) };
    expect(hostWith(files)).toMatchObject(language);
  });

  it.each([
    [{ module: 'nodenext' }, { type: 'module' }, '.js'],
    [{ module: 'nodenext' }, {}, ''],
    [{ module: 'nodenext', moduleResolution: 'bundler' }, { type: 'module' }, ''],
  ])(
    'leaves endings out as the project does, where TypeScript takes that: %j %j',
    (compilerOptions, manifest, suffix) => {
      const files = {
        'package.json': express(manifest),
        'src/index.ts': `import { routes } from './routes';\n${entry}`,
        'src/routes.ts': 'export const routes = [];\n',
        ...options(compilerOptions),
      };
      expect(hostWith(files).suffix).toBe(suffix);
    },
  );

  it('takes what tsconfig extends, also from an installed package', () => {
    const files = {
      'tsconfig.json':
        '{ "extends": "@tsconfig/node20/tsconfig.json", "compilerOptions": { "outDir": "dist" } }',
      'node_modules/@tsconfig/node20/tsconfig.json':
        '{ "compilerOptions": { "module": "commonjs", "esModuleInterop": true } }',
    };
    expect(hostWith(files)).toMatchObject({ modules: 'cjs', defaultImports: true });
  });

  it('takes the installed TypeScript before the locked one before the oldest of the range', () => {
    const locked = {
      'package-lock.json': '{"packages": {"node_modules/typescript": {\n  "version": "5.6.2"}}}',
    };
    const installed = { 'node_modules/typescript/package.json': '{ "version": "5.9.1" }' };
    expect(hostWith({}).typescript).toBe('5.4');
    expect(hostWith(locked).typescript).toBe('5.6');
    expect(hostWith({ ...locked, ...installed }).typescript).toBe('5.9');
  });
});

describe('a workspace', () => {
  it('has its packages named at its root', () => {
    expect(findHost(readApp('workspace'), {})).toMatchObject({
      status: 'several',
      what: 'package',
      places: [
        { file: 'apps/admin/package.json', code: '@acme/admin (Koa)' },
        { file: 'apps/api/package.json', code: '@acme/api (Fastify)' },
      ],
    });
  });

  it('gives its packages their manager, their catalog and what they extend', () => {
    expect(host('workspace/apps/api')).toMatchObject({
      framework: 'fastify',
      frameworkMajor: 5,
      typescript: '5.7',
      packageManager: 'pnpm',
      modules: 'cjs',
      defaultImports: true,
    });
  });
});

it('is in every shape what the schema of the output says', () => {
  const schema = JSON.parse(readFileSync('docs/output.schema.json', 'utf8'));
  const fits = new Ajv2020({ strict: false }).compile({ $defs: schema.$defs, $ref: '#/$defs/host' });
  for (const { shape, adoption } of hostShapes) {
    expect(fits(adoption.host), `${shape}: ${JSON.stringify(fits.errors)}`).toBe(true);
  }
});

it('has a shape for every framework', () => {
  const frameworks = new Set(appNames().map((name) => name.split('-')[0]));
  for (const framework of ['express', 'fastify', 'nest', 'hono', 'koa'])
    expect(frameworks).toContain(framework);
});
