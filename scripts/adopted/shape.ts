import type { Host } from '../../src/project/host.js';

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
