import type { ModuleContext } from './module.js';
import { wordsOf } from './option-values.js';

/** Vendors that see what loads after them, and so must load first; the others are asked for what they know. */
const preloaded = ['sentry', 'newrelic', 'datadog', 'elastic'];

/** Whether a vendor is there that must load before everything else. */
export const isInstrumented = ({ option }: Pick<ModuleContext, 'option'>): boolean =>
  wordsOf(option('monitoring', 'vendor')).some((vendor) => preloaded.includes(vendor));

/** How a process of the project is run: `main` serves, `worker` runs jobs. What must load first is loaded first. */
export function entryCommands(entry: 'main' | 'worker', context: Pick<ModuleContext, 'option'>) {
  const instrumented = isInstrumented(context);
  const inDevelopment = instrumented ? ['--import', './src/instrument.ts'] : [];
  const built = instrumented ? ['--import', './dist/instrument.js'] : [];
  return {
    dev: ['tsx', 'watch', ...inDevelopment, `src/${entry}.ts`],
    start: ['node', '--enable-source-maps', ...built, `dist/${entry}.js`],
  };
}

/** Writes Prisma's client, without the advice that it prints for beginners. */
export const generatePrismaClient = 'prisma generate --no-hints';

/**
 * A script that runs or checks the code of the project. Prisma's client is part of that code and generated from the
 * schema, by each such script, so that it is there after an installation and never older than the schema.
 */
export function withPrismaClient(command: string, { option }: Pick<ModuleContext, 'option'>): string {
  return option('database', 'orm') === 'prisma' ? `${generatePrismaClient} && ${command}` : command;
}
