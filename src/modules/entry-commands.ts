import type { ModuleContext } from './module.js';

/** How a process of the project is run: `main` serves, `worker` runs jobs. What must load first is loaded first. */
export function entryCommands(entry: 'main' | 'worker', { option }: Pick<ModuleContext, 'option'>) {
  const instrumented = option('monitoring', 'vendor') === 'sentry';
  const inDevelopment = instrumented ? ['--import', './src/instrument.ts'] : [];
  const built = instrumented ? ['--import', './dist/instrument.js'] : [];
  return {
    dev: ['tsx', 'watch', ...inDevelopment, `src/${entry}.ts`],
    start: ['node', '--enable-source-maps', ...built, `dist/${entry}.js`],
  };
}
