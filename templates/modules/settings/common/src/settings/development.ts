import { logLevels } from '../platform/logging/settings.js';
import { baseSettings, type Settings } from './base.js';
import type { Env } from './env.js';

/** A developer's machine: talkative logs. */
export function developmentSettings(env: Env): Settings {
  const base = baseSettings(env);
  return {
    ...base,
    logging: { ...base.logging, level: env.choice('LOG_LEVEL', logLevels, { default: 'debug' }) },
  };
}
