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
  secrets: {},
  docker: {},
  ci: {},
};
const full: Answers = {
  ...standard,
  cache: { store: 'memory' },
  'cache-busting': {},
  monitoring: { vendor: ['prometheus'] },
  alerts: {},
};

/**
 * Starting points; every flag goes before what a preset says. The standard one has what shapes an API and its code from
 * the first day, and stays small enough to be read on that day: under 4,000 lines of code without tests, whatever the
 * framework. What watches a backend and makes it faster is added when there is something to watch.
 */
export const presets: Readonly<Record<PresetName, Preset>> = {
  minimal: { hint: 'settings, logs, errors, health, tests', answers: minimal },
  standard: { hint: 'with docs, versions, queue, Docker, CI', answers: standard },
  full: { hint: 'every module: with cache, metrics, alerts', answers: full },
};
