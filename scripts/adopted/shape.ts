import type { Host, HostFramework } from '../../src/project/host.js';

/** A small backend that create-backend didn't make: what it is, what it depends on, and its code. */
export interface Shape {
  readonly name: string;
  readonly host: Host;
  /** npm ranges of what it depends on, types too. */
  readonly packages: Readonly<Record<string, string>>;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  /** TypeScript versions that it has to compile with, as the keys of `compilers`. */
  readonly typescript: readonly Compiler[];
  /** Files by path, with the calls of the platform where the tool would put them. */
  readonly files: Readonly<Record<string, string>>;
}

/** The compilers that shapes are checked with, by the names that they are installed under. */
export const compilers = {
  ts47: 'npm:typescript@4.7',
  ts52: 'npm:typescript@5.2',
  ts60: 'npm:typescript@6.0',
} as const;
export type Compiler = keyof typeof compilers;

/** A host with the answers that most projects have. */
export function hostOf(framework: HostFramework, frameworkMajor: number, other: Partial<Host> = {}): Host {
  return {
    framework,
    frameworkMajor,
    nestPlatform: null,
    typescript: '4.7',
    modules: 'cjs',
    suffix: '',
    defaultImports: true,
    decorators: framework === 'nest',
    sourceRoot: 'src',
    folder: 'src/platform',
    style: {
      quotes: 'single',
      semicolons: true,
      indent: '  ',
      eol: '\n',
      lineWidth: 80,
      trailingCommas: 'es5',
      bracketSpacing: true,
      arrowParens: 'always',
      fileNames: 'kebab',
    },
    packageManager: 'npm',
    rangePrefix: '^',
    envExample: '.env.example',
    orm: null,
    logger: null,
    redis: null,
    queue: null,
    packages: [],
    versioning: null,
    globalPrefix: '',
    ...other,
  };
}

/** What ESM projects differ in. */
export const esm = { modules: 'esm', suffix: '.js', defaultImports: true } as const;

const shared = { outDir: 'dist', rootDir: 'src', skipLibCheck: true, types: ['node'] };

/** Compiler options of projects as they are found, from lax to strict. */
export const options = {
  lax: {
    ...shared,
    target: 'ES2017',
    module: 'commonjs',
    moduleResolution: 'node',
    strict: false,
    esModuleInterop: false,
  },
  strict: {
    ...shared,
    target: 'ES2020',
    module: 'commonjs',
    moduleResolution: 'node',
    strict: true,
    esModuleInterop: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
  },
  strictest: {
    ...shared,
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    isolatedModules: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noFallthroughCasesInSwitch: true,
  },
} as const;

/** With decorators, as NestJS has them. */
export const decorated = { experimentalDecorators: true, emitDecoratorMetadata: true };
