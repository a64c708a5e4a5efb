import type { Answers } from './resolve.js';

export type PresetName = 'minimal' | 'standard' | 'full';

export interface Preset {
  readonly hint: string;
  readonly answers: Answers;
}

const minimal: Answers = { health: {}, testing: {}, example: {} };
const standard: Answers = {
  ...minimal,
  docs: {},
  versioning: { scheme: 'url-path' },
  queue: {},
  cache: { store: 'memory' },
  monitoring: { vendor: ['prometheus'] },
  secrets: {},
  docker: {},
  ci: {},
};

/** Starting points; every flag goes before what a preset says. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  minimal: { hint: 'settings, logs, errors, health, tests', answers: minimal },
  standard: { hint: 'with docs, versions, queue, cache, metrics, Docker, CI', answers: standard },
  full: { hint: 'every module', answers: { ...standard, 'cache-busting': {}, alerts: {} } },
};
