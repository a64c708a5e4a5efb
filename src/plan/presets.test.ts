import { describe, expect, it } from 'vitest';
import { isOwnCode, linesOfCode, standardLimit } from '../../fixtures/lines-of-code.js';
import type { OptionValue } from '../modules/module.js';
import { answersOf, isPicked } from '../modules/option-values.js';
import { modules } from '../modules/registry.js';
import { renderFiles } from './files.js';
import { presets } from './presets.js';
import { type Answers, resolve } from './resolve.js';

const name = 'shop';

function valuesOf(id: string, option: string): readonly OptionValue[] {
  const spec = modules.find((module) => module.id === id)?.options[option];
  return spec !== undefined && isPicked(spec) ? answersOf(spec) : [];
}

/** The standard preset in every framework, on every database and under every ORM that goes with it. */
const backends = valuesOf('app', 'framework')
  .flatMap((framework) =>
    valuesOf('database', 'engine').flatMap((engine) =>
      valuesOf('database', 'orm').map(
        (orm): Answers => ({ ...presets.standard.answers, app: { framework }, database: { engine, orm } }),
      ),
    ),
  )
  .map((answers) => resolve(answers, name))
  .filter(({ problems }) => problems.length === 0);

describe('the standard preset', () => {
  it('is there in every framework, and more than once', () => {
    expect(backends.length).toBeGreaterThanOrEqual(2 * valuesOf('app', 'framework').length);
  });

  it.each(backends)(
    'is small enough to be read on the first day in $answers.app.framework, $answers.database.engine, $answers.database.orm',
    (resolution) => {
      const own = renderFiles(resolution, name).filter(({ path }) => isOwnCode(path));
      const lines = own.reduce((sum, { text }) => sum + linesOfCode(text), 0);
      expect(lines).toBeGreaterThan(1_000);
      expect(lines).toBeLessThan(standardLimit);
    },
  );
});
