import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modules } from './modules/registry.js';

const page = readFileSync(new URL('../docs/answers.md', import.meta.url), 'utf8');

const answers = modules.flatMap(({ id, options }) =>
  Object.entries(options).flatMap(([key, spec]) =>
    'values' in spec ? spec.values.map(({ value }) => ({ answer: `${id}.${key} ${value}`, value })) : [],
  ),
);

describe('docs/answers.md', () => {
  it.each(answers)('knows $answer', ({ value }) => {
    expect(page).toContain(`\`${value}\``);
  });
});
